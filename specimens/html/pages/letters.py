"""Letters and notes of offices, clinics, schools and people."""

from specimens.html.page import HtmlPage
from specimens.html.pages.other_page import other_page
from specimens.html.parts import blocks
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import draw_page_style
from specimens.people.dates import numeric, random_day_of_years, written
from specimens.people.person import Home, InventedPerson, random_home, random_person
from specimens.world import World

LETTER_SIZES_MM = ((210.0, 297.0),) * 3 + (
    (215.0, 330.0), (215.0, 330.0), (148.0, 210.0), (216.0, 279.0),
)  # fmt: skip
LETTER_TITLES = {
    "SURAT KETERANGAN KELAHIRAN": "telah lahir seorang bayi",
    "SURAT KETERANGAN KEMATIAN": "telah meninggal dunia",
    "SURAT TANDA PENERIMAAN LAPORAN KEHILANGAN": "melaporkan kehilangan barang / surat berupa",
    "SURAT KETERANGAN DOMISILI": "benar berdomisili di alamat tersebut",
    "SURAT KETERANGAN PINDAH": "akan pindah ke alamat baru",
    "SURAT PERNYATAAN": "menyatakan dengan sebenarnya",
    "SURAT KUASA": "memberi kuasa kepada",
    "SURAT UNDANGAN": "mengundang Bapak/Ibu/Saudara",
    "SURAT KETERANGAN USAHA": "benar memiliki usaha",
    "SURAT PENGANTAR": "memerlukan surat pengantar",
    "AKTA JUAL BELI": "telah sepakat mengadakan jual beli",
    "LAPORAN KEGIATAN": "telah melaksanakan kegiatan",
}


def random_sender(dice: Dice, world: World) -> tuple[Home, InventedPerson]:
    where, today = random_home(world, dice.rng), random_day_of_years(2018, 2026, dice.rng)
    born = random_day_of_years(1950, 2015, dice.rng)
    return where, random_person(world, dice.rng, where, born, woman=dice.chance(0.5), today=today)


def draw(dice: Dice, world: World) -> HtmlPage:
    """Return a letter."""
    where, who = random_sender(dice, world)
    size = dice.pick(LETTER_SIZES_MM)
    style = draw_page_style(
        dice, world, (8.5, 12) if size[0] > 160 else (7, 9),
        ("serif", "serif", "sans", "mono", "narrow"),
    )  # fmt: skip
    title = dice.pick(list(LETTER_TITLES))
    prose = Prose.of(dice, world, "id")
    name = box(
        line(title),
        f"font-size:{dice.real(1.05, 1.5)}em;text-align:{dice.pick(('center', 'center', 'left'))}",
        "h",
    )
    number = (
        f"{dice.pick(('Nomor :', 'No.', 'No :'))} {dice.whole(10, 999)}/"
        f"{dice.pick(('SK', 'SKL', 'RT', 'DS', 'STPLK'))}/{dice.whole(1, 12)}/"
        f"{dice.whole(2008, 2026)}"
    )
    flow = []
    if dice.chance(0.85):
        flow.append(blocks.letterhead(dice, style, _sender(dice, where, world)))
    flow += [blocks.vertical_gap(dice, 3, 8), name]
    if dice.chance(0.8):
        flow.append(line(number, name=dice.pick(("c", "c", ""))))
    flow.append(blocks.vertical_gap(dice, 3, 8))
    hand = dice.chance(0.2)
    body = [
        line(
            dice.pick(
                (
                    "Yang bertanda tangan di bawah ini menerangkan bahwa :", "Dengan hormat,",
                    "Menerangkan dengan sebenarnya :", prose.sentence(),
                )
            )
        ),
        list_items(dice, personal_items(dice, who, where), name="hand" if hand else "v"),
        line(f"{LETTER_TITLES[title].capitalize()} {prose.words(2, 8)}."),
    ]  # fmt: skip
    body += [
        line(prose.paragraph(1, 4), name=dice.pick(("j", ""))) for _ in range(dice.whole(0, 3))
    ]
    if dice.chance(0.3):
        body.append(_list(dice, prose))
    for part in body:
        flow += [part, blocks.vertical_gap(dice, 1, 4)]
    flow += [blocks.vertical_gap(dice, 2, 10), signatures(dice, where, world)]
    return other_page(dice, style, flow, size)


def _sender(dice: Dice, where: Home, world: World) -> list[str]:
    pick = dice.pick
    return list(
        pick(
            (
                (
                    f"PEMERINTAH {where.place.regency}", f"KECAMATAN {where.district}",
                    f"DESA {where.village}", where.street,
                ),
                (
                    "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
                    f"RESOR {where.place.regency}",
                    f"SEKTOR {where.district}",
                ),
                (world.pick("hospitals", dice.rng), f"{where.street} {where.place.regency}"),
                (f"PENGURUS RT {where.rt} RW {where.rw}", f"{where.village} - {where.district}"),
                (world.pick("shops", dice.rng), where.street),
                (f"SEKOLAH DASAR NEGERI {where.village} {dice.whole(1, 9)}", where.street),
            )
        )
    )  # fmt: skip


def personal_items(dice: Dice, who: InventedPerson, where: Home) -> list[LabelledValue]:
    day = dice.pick((numeric(who.born), written(who.born)))
    lines = [
        LabelledValue("Nama", who.name if dice.chance(0.6) else who.name.title()),
        LabelledValue("NIK", who.nik),
        LabelledValue("Tempat / Tgl Lahir", f"{who.birthplace}, {day}"),
        LabelledValue("Jenis Kelamin", who.sex.title()),
        LabelledValue("Agama", who.religion.title()),
        LabelledValue("Pekerjaan", who.job.title()),
        LabelledValue("Alamat", f"{where.street} RT {where.rt} RW {where.rw} {where.village}"),
        LabelledValue("Nama Ibu", who.mother),
        LabelledValue("Nama Ayah", who.father),
        LabelledValue(
            "Berat / Panjang", f"{dice.whole(24, 41) * 100} gram / {dice.whole(44, 54)} cm"
        ),
        LabelledValue("Pukul", f"{dice.whole(0, 23):02d}.{dice.whole(0, 59):02d} WIB"),
    ]
    return lines[:1] + dice.some(lines[1:], dice.whole(2, 8))


def _list(dice: Dice, prose: Prose) -> str:
    sign = dice.pick(("{}.", "{})", "-", "•"))
    rows = [f"{sign.format(i + 1)} {prose.words(2, 9)}" for i in range(dice.whole(2, 6))]
    return box(joined(line(row) for row in rows), f"padding-left:{mm(dice.real(2, 10))}")


def signatures(dice: Dice, where: Home, world: World) -> str:
    official = world.pick("officials", dice.rng)
    first = f"{where.district.title()}, {blocks.random_date(dice)}"
    one = blocks.signature_block(
        dice,
        [first, dice.pick(("Kepala Desa", "Ketua RT", "Kapolsek", "Bidan", "Hormat kami,"))],
        official,
        blocks.nip_line(dice),
    )
    parts = [box(one, "max-width:55%", "c")]
    side = dice.pick(("flex-end", "flex-end", "flex-start", "center"))
    if dice.chance(0.35):
        name = world.pick("male", dice.rng).title()
        other = blocks.signature_block(
            dice, [dice.pick(("Mengetahui,", "Pemohon,", "Saksi,")), "Ketua"], name
        )
        parts.insert(0, box(other, "", "c"))
        side = "space-between"
    return box(joined(parts), f"justify-content:{side}", "row")
