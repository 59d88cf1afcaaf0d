"""Letters of associations, villages, the police and clinics."""

from specimens.arrays import Rng
from specimens.documents.form import Entry
from specimens.documents.other.letter_page import Letter, print_letter
from specimens.drawing.canvas import Draft
from specimens.people.dates import numeric, random_day_of_years, written
from specimens.people.person import Home, InventedPerson, random_home, random_person
from specimens.world import World


def draw_letter(world: World, rng: Rng) -> Draft:
    """Draw a letter of an association or a school: mostly sentences."""
    where = random_home(world, rng)
    texts = world.lists["sentences"]
    order = rng.permutation(len(texts))[: rng.integers(3, 6)]
    letter = Letter(
        head=(f"PENGURUS RT {where.rt} RW {where.rw}", f"{where.village} - {where.district}"),
        title=("SURAT UNDANGAN", "PEMBERITAHUAN", "SURAT PERNYATAAN")[rng.integers(3)],
        number=f"Nomor : {rng.integers(1, 99)}/RT/{random_day_of_years(2015, 2026, rng).year}",
        opening=f"Kepada Yth. Bapak/Ibu/Saudara di {where.village.title()}",
        lines=(),
        body=tuple(texts[index] for index in order),
        signer=("Ketua", "", "", "", world.pick("male", rng).title()),
    )
    return print_letter("letter", letter, where, world, rng)


def draw_police(world: World, rng: Rng) -> Draft:
    """Draw a police letter about lost papers."""
    where, who = _someone(world, rng)
    year = random_day_of_years(2018, 2026, rng).year
    letter = Letter(
        head=(
            "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
            f"RESOR {where.place.regency}",
            f"SEKTOR {where.district}",
        ),
        title="SURAT TANDA PENERIMAAN LAPORAN KEHILANGAN",
        number=f"Nomor : STPLK/{rng.integers(100, 999)}/{rng.integers(1, 13)}/{year}/SEK",
        opening="Yang bertanda tangan di bawah ini menerangkan bahwa telah datang seorang :",
        lines=_about(who, where),
        body=(
            "Melaporkan bahwa yang bersangkutan telah kehilangan barang / surat berharga berupa :",
            ("1 (satu) lembar KARTU KELUARGA", "1 (satu) buah KTP-el", "1 (satu) BPKB")[year % 3],
            "Demikian surat ini dibuat untuk dapat dipergunakan sebagaimana mestinya.",
        ),
        signer=("KA SPKT", "", "", "", world.pick("officials", rng), "AIPDA NRP 7" + str(year)),
    )
    return print_letter("police_letter", letter, where, world, rng)


def draw_birth_note(world: World, rng: Rng) -> Draft:
    """Draw a clinic's note of a birth, the basis of an akta kelahiran."""
    where, mother = _someone(world, rng)
    day = random_day_of_years(2015, 2026, rng)
    clinic = world.pick("hospitals", rng)
    letter = Letter(
        head=(clinic, f"{where.street} {where.district} {where.place.regency}"),
        title="SURAT KETERANGAN KELAHIRAN",
        number=f"No : {rng.integers(10, 999)}/SKL/{rng.integers(1, 13)}/{day.year}",
        opening="Yang bertanda tangan di bawah ini menerangkan bahwa telah lahir seorang bayi :",
        lines=(
            Entry("Jenis Kelamin", ("LAKI-LAKI", "PEREMPUAN")[rng.integers(2)]),
            Entry("Hari / Tanggal", written(day)),
            Entry("Pukul", f"{rng.integers(0, 24):02d}.{rng.integers(0, 60):02d} WIB"),
            Entry(
                "Berat / Panjang", f"{rng.integers(24, 41) * 100} gram / {rng.integers(44, 54)} cm"
            ),
            Entry("Nama Bayi", world.pick("female", rng)),
            Entry("Nama Ibu", mother.name),
            Entry("Nama Ayah", mother.father),
            Entry("Alamat", where.street),
        ),
        body=("Demikian surat keterangan ini dibuat dengan sebenarnya.",),
        signer=("Penolong Persalinan", "", "", "", "Bd. " + world.pick("female", rng).title()),
    )
    return print_letter("birth_note", letter, where, world, rng)


def draw_village_note(world: World, rng: Rng) -> Draft:
    """Draw a village's letter: a death, a move, where someone lives."""
    where, who = _someone(world, rng)
    kind = ("KEMATIAN", "DOMISILI", "PINDAH", "TIDAK MAMPU", "USAHA")[rng.integers(5)]
    day = random_day_of_years(2014, 2026, rng)
    letter = Letter(
        head=(
            f"PEMERINTAH {where.place.regency}",
            f"KECAMATAN {where.district}",
            f"DESA {where.village}",
        ),
        title=f"SURAT KETERANGAN {kind}",
        number=f"Nomor : 474.3/{rng.integers(1, 400)}/{rng.integers(400, 430)}/{day.year}",
        opening="Yang bertanda tangan di bawah ini Kepala Desa menerangkan bahwa :",
        lines=_about(who, where),
        body=tuple(world.pick("sentences", rng) for _ in range(2)),
        signer=("Kepala Desa", where.village, "", "", world.pick("officials", rng)),
    )
    return print_letter("village_note", letter, where, world, rng)


def _someone(world: World, rng: Rng) -> tuple[Home, InventedPerson]:
    where, today = random_home(world, rng), random_day_of_years(2018, 2026, rng)
    born = random_day_of_years(1950, 2000, rng)
    return where, random_person(
        world, rng, where, born, woman=bool(rng.random() < 0.5), today=today
    )


def _about(who: InventedPerson, where: Home) -> tuple[Entry, ...]:
    return (
        Entry("Nama", who.name), Entry("NIK", who.nik),
        Entry("Tempat / Tgl Lahir", f"{who.birthplace}, {numeric(who.born)}"),
        Entry("Jenis Kelamin", who.sex.title()), Entry("Agama", who.religion.title()),
        Entry("Pekerjaan", who.job.title()),
        Entry("Alamat", f"{where.street} RT {where.rt} RW {where.rw} {where.village}"),
    )  # fmt: skip
