"""What citizens ask midway, by what is meant: the topic, or `none` for anything else.

Only `officer` stops the bot, and only `cancel` asks whether to end the application: what stands
under `none` must do neither.
"""

FIRST = {
    "officer": """
        petugas
        Petugas!
        saya mau bicara dengan petugas
        mau ngomong sama petugas pak
        tolong sambungkan ke petugas
        bisa chat dengan petugas?
        hubungi petugas
        minta petugas saja
        mau tanya ke petugas langsung
        ini robot ya? saya mau bicara dengan orang
        admin
        bisa bicara sama adminnya?
        bisa telepon petugas?
        saya gak paham mau bicara dengan petugas saja
        kulo bade matur kalih petugas
        I want to talk to an officer
        talk to a human please
    """,
    "help": """
        tolong
        tolong pak
        bantu saya
        saya bingung
        help
        saya tidak mengerti
    """,
    "requirements": """
        syaratnya?
        syaratnya apa saja?
        apa saja persyaratannya pak
        berkas apa saja yang harus dikirim
        dokumen apa yang diperlukan
        apa yang kurang?
        tinggal apa lagi yang belum
        what documents do you need?
    """,
    "duration": """
        kapan jadinya?
        kapan selesainya pak
        berapa lama prosesnya
        brp hari jadi
        kira-kira kapan bisa diambil
        lama gak pak?
        how long does it take
    """,
    "where": """
        ambilnya di mana?
        diambil dimana pak
        alamat kantornya mana
        kantornya buka jam berapa
        hari sabtu buka?
        where do I pick it up
    """,
    "cost": """
        bayar berapa?
        biayanya berapa pak
        apakah gratis?
        ada biaya tidak
        how much does it cost
    """,
    "status": """
        sudah selesai?
        sudah sampai mana prosesnya
        bagaimana kelanjutannya pak
        statusnya gimana
        permohonan saya sudah diproses belum
        is it done?
    """,
    "cancel": """
        batal
        batalkan saja
        saya mau batal
        permohonan saya dibatalkan saja pak
        tidak jadi
        gak jadi pak
        cancel
    """,
    "replace": """
        salah kirim
        maaf salah kirim foto
        salah foto pak
        mau ganti foto
        bisa ganti fotonya?
        foto yang tadi keliru
        I sent the wrong photo
    """,
    "wrong_person": """
        itu KTP orang lain
        salah orang pak
        maaf itu KK tetangga saya
        yang tadi punya orang lain
    """,
    "printing": """
        bisa cetak sendiri?
        dicetak di mana
        nanti dikirim pdf atau dicetak
        can I print it myself
    """,
    "number": """
        nomor kantor berapa
        minta nomor telepon kantor
        nomor WA yang lain ada?
        ada nomor yang bisa dihubungi
    """,
    "none": """
        halo
        kartu keluarga hilang
        saya petugas desa mau urus KK
        kata petugas tadi sudah lengkap
        petugas bilang KK saya harus diganti
        surat dari petugas kelurahan
        tidak usah petugas
        jangan ke petugas dulu
        tidak perlu bicara dengan petugas
        ini foto dari petugas puskesmas
        itu buku nikah pak
        surat lahir
        yang pertama surat lahir, yang kedua buku nikah
        batal, jangan dikirim buku nikahnya
        nomor KK saya 3514
        KTP orang tua
        terima kasih
        alamat saya pindah
        mau urus akta kelahiran
        saya kirim besok ya
        tidak jadi masalah
        not an officer
    """,
}
"""Written before the code."""
SECOND = {
    "officer": """
        pak mau tanya langsung ke petugasnya bisa?
        min tolong dibalas sama orang dong
        saya mau ngobrol sama manusia bukan mesin
        adminnya mana
        minta tolong hubungkan dgn petugas
        bs telp petugas?
        kok bot terus yang jawab, saya minta petugas
        tidak bisa, tolong alihkan ke operator
        saya ora ngerti, arep takon petugas
        ini bukan robot kan? saya butuh orang
        petugas tolong
        mohon dibantu petugas pak
        halo petugas
        ada petugas yang bisa bantu?
        let me speak with someone
    """,
    "help": """
        tolong dong min
        saya bingung ini harus bagaimana
        gimana caranya pak
        saya tdk paham
    """,
    "requirements": """
        syarat bikin kk baru apa aja
        min persyaratan ktp hilang
        butuh berkas apa aja pak
        foto apa lagi yang kurang?
        apa saja yang harus disiapkan
        dokumen yg dibutuhkan apa
    """,
    "duration": """
        kpn jadi pak
        jadinya kapan ya
        kira kira berapa hari ya bu
        prosesnya lama ga
        pinten dinten dadose
    """,
    "where": """
        dimana ambil KTP nya
        bisa diambil di mana ya kalau sudah jadi
        lokasi kantor dimana
        hari minggu apa buka
        jam layanan sampai jam berapa
        besok kantor buka?
    """,
    "cost": """
        brp biayanya min
        gratis kan pak?
        apa harus bayar?
        ada biaya admin?
    """,
    "status": """
        gimana kabar permohonan saya
        kok belum ada kabar
        berkas saya sudah diterima?
        udah jadi blm
        apa sudah lengkap
    """,
    "cancel": """
        saya mau membatalkan permohonan
        tolong batalkan ya pak
        tidak jadi pak, maaf
        ga jadi min
    """,
    "replace": """
        yang tadi salah foto
        boleh kirim ulang fotonya?
        saya tadi salah upload
        fotonya bisa diganti ga
    """,
    "wrong_person": """
        maaf pak salah KTP
        KK itu bukan KK saya
        itu fotonya punya saudara saya
    """,
    "printing": """
        apa bisa dicetak di rumah
        pake kertas apa
        KK nya dikirim lewat email?
    """,
    "number": """
        ada nomor WA petugas?
        boleh minta nomor telpon kantornya
    """,
    "none": """
        P
        min
        mau
        mau urus kk
        ktp saya hilang di kantor polisi
        petugasnya bilang harus pakai akta
        sudah saya serahkan ke petugas desa
        istri saya petugas puskesmas
        ini surat dari admin kelurahan
        tidak mau bicara dengan petugas
        jangan hubungkan ke petugas
        gak usah panggil petugas pak
        saya belum perlu petugas
        belum mau batal
        jangan dibatalkan
        saya tidak mau batal
        nikah saya dibatalkan pengadilan
        surat pembatalan nikah
        orang tua saya sudah meninggal
        ini KTP orang tua pertama
        akta perkawinan orang tua
        bukan buku nikah, itu surat lahir
        buku nikah hilang, ini surat dari polisi
        nama ibu saya salah di akta
        pembetulan nama
        oke siap saya kirim nanti malam
        nomor 2
        pilih nomor 3
        1
        yang pertama
        KTP-el rusak
        aktivasi NIK untuk BPJS
        untuk daftar polisi
        foto KK sudah saya kirim tadi
        ini foto KK lama
        alhamdulillah sudah terbaca
        assalamualaikum
        selamat pagi pak
        hapus data saya
    """,
}
"""Written after it."""


def sentences(part):
    """Return (sentence, topic) pairs."""
    return [
        (line.strip(), topic)
        for topic, lines in part.items()
        for line in lines.strip().splitlines()
    ]


ALL = sentences(FIRST) + sentences(SECOND)
