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


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return (sentence, meaning) of each line of a table."""
    return [
        (line.strip(), meaning) for meaning, said in table.items() for line in said.strip().split("\n")
    ]
