"""What citizens write when asked whether a photo is a birth note or a marriage book.

By what is meant: the slot, `none` for neither of them, or `unclear`: the question stays.
"""

FIRST = {
    "unclear": """
        itu bukan buku nikah
        saya belum punya buku nikah
        saya tidak punya surat lahir
        bukan buku nikah
        bukan buku nikah pak
        bukan surat lahir
        ini bukan surat keterangan lahir bu
        bukan akta kelahiran
        itu bukan akta perkawinan
        Bukan Buku Nikah!!
        buku nikah belum ada
        buku nikah tidak ada
        buku nikahnya belum jadi
        surat lahir tidak punya
        surat lahir gak ada pak
        buku nikah ndak ada
        buku nikah ga punya
        nggak punya buku nikah
        enggak ada surat lahirnya
        blm punya buku nikah
        tdk ada buku nikah
        bkn buku nikah
        gk punya surat lahir
        kami belum menikah, belum ada buku nikah
        saya salah kirim buku nikah
        salah buku nikah
        buku nikah salah
        surat lahirnya kurang
        kurang tahu, buku nikah mungkin
        tidak tahu
        gak tau pak
        kurang jelas
        fotonya kurang jelas
        jangan buku nikah
        jangan dicatat sebagai buku nikah
        dudu buku nikah
        iku dudu buku nikah
        kuwi dudu surat lahir mas
        ora duwe buku nikah
        aku ora nduwe surat lahir
        durung duwe buku nikah
        dereng gadhah buku nikah
        mboten gadhah surat lahir
        sanes buku nikah
        kulo mboten gadhah buku nikah
        tanpa buku nikah bisa?
        apa boleh tanpa surat lahir
        buku nikah? bukan
        buku nikah, bukan
        buku nikah bukan?
        bukan
        tidak
        belum
        salah
        not the marriage book
        I don't have a marriage book
        no birth note
        buku nikah kami tidak dibawa
        kami tidak pernah dapat surat lahir
        anak saya tidak punya surat keterangan lahir
        belum ada surat keterangan lahir dari bidan
    """,
    "kelahiran": """
        surat lahir
        itu surat lahir pak
        surat keterangan lahir dari bidan
        bukan buku nikah, itu surat lahir
        bukan buku nikah tapi surat lahir
        itu bukan buku nikah melainkan surat keterangan lahir
        surat lahir bukan buku nikah
        surat lahir, bukan buku nikah
        itu surat lahir pak, bukan buku nikah
        buku nikah belum punya, ini surat lahir
        belum punya buku nikah, itu surat lahir anak saya
        bukan, itu surat lahir
        dudu buku nikah, iku surat lahir
        dudu buku nikah nanging surat lahir
        gak, surat lahir
        tidak, itu akta kelahiran
        salah, itu surat lahir
        tidak salah, itu surat lahir
        not the marriage book but the birth note
        no, birth note
    """,
    "buku_nikah": """
        buku nikah
        itu buku nikah pak
        buku nikahnya, buku nikah
        bukan surat lahir, itu buku nikah
        bukan surat lahir tapi buku nikah
        buku nikah bukan surat lahir
        bukan pak, buku nikah
        surat lahir belum ada, itu buku nikah
        dudu surat lahir, iku buku nikah
        tidak, buku nikah
        akta perkawinan, bukan akta kelahiran
        salah kirim tadi, itu buku nikah
    """,
    "none": """
        bukan keduanya
        Bukan keduanya.
        bukan dua-duanya
        tidak keduanya
        bukan semuanya pak
        dudu kabeh
        neither
    """,
}
"""Written before the code."""
SECOND = {
    "unclear": """
        mohon maaf, buku nikahnya masih di KUA
        buku nikah menyusul ya pak
        buku nikah nanti saya kirim
        surat lahir masih dicari
        buku nikah saya hilang
        buku nikahnya ketinggalan di rumah
        surat lahirnya rusak kena banjir
        bukan yang buku nikah
        itu loh pak yang bukan buku nikah
        kayaknya bukan buku nikah deh
        sepertinya bukan surat lahir
        mungkin bukan buku nikah
        ini bukannya buku nikah ya?
        kok buku nikah sih pak, bukan
        bukan lah, masa buku nikah
        lho kok buku nikah? salah pak
        salah pak, jangan buku nikah
        yang tadi salah, bukan surat lahir
        maaf salah kirim, bukan buku nikah
        buku nikah tdk punya krn nikah siri
        kami nikah siri jadi ga ada buku nikah
        saya belum nikah resmi
        saya single parent, tidak ada buku nikah
        gada buku nikah
        gapunya buku nikah
        nda punya surat lahir
        tak ada surat lahir
        ga ada akta perkawinan mas
        akta perkawinannya belum keluar
        akta kelahiran belum dibuat
        akta kelahirannya kan yang mau dibuat, jadi belum ada
        bidan belum kasih surat lahir
        surat lahir dari rumah sakit belum keluar
        surat keterangan lahir belum diurus
        apakah buku nikah wajib? saya tidak punya
        apa harus buku nikah, kalau tidak ada gimana
        kalau belum punya buku nikah bagaimana?
        kalau ga ada surat lahir pakai apa
        saya gak yakin itu buku nikah
        saya kurang paham itu surat lahir apa buku nikah
        wah saya ndak ngerti itu buku nikah atau surat lahir
        ora ngerti pak, buku nikah paling
        embuh pak
        boten wonten buku nikahipun
        buku nikah dereng wonten
        surat lahire ora ono
        dudu buku nikah pak, kleru
        kleru kirim buku nikah
        sanes surat lahir niku
        banne buku nikah
        ta' andhi' buku nikah
        bkn surat lahir bkn
        buku nikah = tidak ada
        buku nikah (belum punya)
        surat lahir - tidak ada
        buku nikah: tidak
        buku nikah ❌
        BUKAN BUKU NIKAH WOI
        tidak bukan buku nikah
        no not marriage book
        we lost the marriage book
        it isn't a birth note
        we never got a birth note
        batal, jangan dikirim buku nikahnya
        hapus aja yang buku nikah, salah
        ganti pak, itu keliru, buku nikah punya orang lain
    """,
    "kelahiran": """
        bukan buku nikah pak itu surat lahir
        bukan buku nikah. Surat lahir dari bidan.
        oh bukan, surat lahir kok pak
        bkn buku nikah, surat ket lahir
        sanes buku nikah, niki surat lahir
        belum ada buku nikah pak. yang itu surat lahir
        ya surat lahir to pak, masa buku nikah
        surat lahir anak saya yang nomor dua
        keterangan lahir dari puskesmas, bukan akta
        maaf buku nikah tidak ada, tapi itu surat lahir
        itu surat lahir ya, buku nikahnya menyusul
        surat kelahiran, buku nikah nanti
        iya betul surat lahir
        it is the birth note, not the marriage book
        bukan buku nikah justru surat lahir
        akta kelahiran pak
    """,
    "buku_nikah": """
        bukan surat lahir pak, buku nikah
        buku nikah dong, bukan surat lahir
        iya buku nikah
        buku nikah istri saya
        surat lahirnya belum ada. Itu buku nikah saya
        bukan surat lahir melainkan akta perkawinan gereja
        dudu surat lahir, buku nikah
        yang itu buku nikah, surat lahirnya menyusul
        salah bukan surat lahir, buku nikah yang benar
        akta nikah
    """,
    "none": """
        bukan dua2nya
        dua-duanya bukan
        keduanya bukan pak
        bukan semua
        bukan surat lahir bukan buku nikah
        neither of them
        tidak dua-duanya
        bukan salah satunya
    """,
}
"""Written after the code, to which the sentences were unknown."""
FURTHER = {
    "unclear": """
        foto itu jelas bukan buku nikah pak
        maksud saya bukan surat lahir itu
        bukan dong, itu kan bukan buku nikah
        buku nikah gak saya kirim
        buku nikahnya dibawa suami
        surat lahirnya entah kemana
        buku nikah sudah saya buang
        belum sempat urus surat lahir
        surat lahir kebakaran
        nggak ada yang namanya buku nikah
        saya janda, buku nikah diambil mantan
        buku nikah? gak ah
        ini tuh bukan buku nikah tau
        jangan ditulis surat lahir
        bukan surat lahir sih kayaknya
        saya ndak pernah nikah, mana ada buku nikah
        opo iki buku nikah?
        embuh surat lahir opo dudu
        yo dudu buku nikah
        dereng wonten surat lahiripun
        kulo mboten mangertos niku buku nikah
        mohon jangan disimpan sebagai buku nikah
        saya lupa bawa surat lahir
        kami ga jadi kirim buku nikah
        buku nikah punya kakak saya, salah kirim
        that's no marriage book
        there is no birth note
        buku nikahnya blom dicetak
        surat lahirnya sobek ga kebaca
        surat lahir ga nemu
        waduh buku nikah kelupaan
        buku nikah sy ilang pas banjir
        surat lahir di laci, nyari dulu
        buku nikah? enggak tuh
        itu buku nikah? bukan kok
        surat lahir udah dikasih ke pak RT
        kalau buku nikah saya foto sore
        ini ijazah, bukan buku nikah
        itu KTP lama pak
        itu akta cerai
        surat nikah siri
        surat kematian
        buku nikah orang tua saya hilang
        surat lahir palsu
        sek ta, buku nikah tak golekne
        nek buku nikah gak ono piye
        surat lahire sik nang omah
        sapa bilang buku nikah
        eh ternyata itu surat lahir bukan surat lahir
        buku nikah kayake keri
    """,
    "kelahiran": """
        surat lahir ya pak
        itu mah surat lahir, bukan buku nikah
        yang saya kirim surat lahir
        surat keterangan lahir bayi saya
        iya itu surat lahir anak saya
        surat lahir dari bidan desa
        benar surat keterangan lahir
    """,
    "buku_nikah": """
        buku nikah saya dan istri
        itu buku nikah kami, surat lahirnya belum ada
        bukan surat lahir, tetapi buku nikah
        betul buku nikah
        buku nikah pak
        itu buku nikah halaman dua
        bukan surat lahir, itu buku nikah orang tua
    """,
    "none": """
        bukan dua2nya pak
        bukan surat lahir, bukan juga buku nikah
        tidak keduanya itu kwitansi
    """,
}
"""Papers that are absent without a word of negation, and what stands beside a name."""


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return (sentence, meaning) of each line of a table."""
    said = ((meaning, text.strip().split("\n")) for meaning, text in table.items())
    return [(line.strip(), meaning) for meaning, all_ in said for line in all_]
