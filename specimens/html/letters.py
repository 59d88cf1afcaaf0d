"""Letters and notes of offices, clinics, schools and people; certificates and marriage books."""

from specimens.dates import in_years, numeric, written
from specimens.html import blocks, drawings, paper
from specimens.html.blocks import Item
from specimens.html.dice import Dice
from specimens.html.look import Look, look
from specimens.html.markup import box, joined, line, mm, pt
from specimens.html.page import Page
from specimens.html.prose import Prose
from specimens.people import Home, Person, home, person
from specimens.world import World

PX_PER_MM = 10.0
SIZES = ((210.0, 297.0),) * 3 + ((215.0, 330.0), (215.0, 330.0), (148.0, 210.0), (216.0, 279.0))
KINDS = {
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


def _someone(dice: Dice, world: World) -> tuple[Home, Person]:
    where, today = home(world, dice.rng), in_years(2018, 2026, dice.rng)
    born = in_years(1950, 2015, dice.rng)
    return where, person(world, dice.rng, where, born, woman=dice.chance(0.5), today=today)


def page(
    dice: Dice,
    style: Look,
    flow: list[str],
    size: tuple[float, float],
    sheet: paper.Paper | None = None,
    *,
    css: str = "",
    px_per_mm: float = PX_PER_MM,
    least_zoom: float = 0.55,
) -> Page:
    """Return a page of no type of ours that holds blocks of content."""
    marked = dice.chance(0.6)
    parts = list(flow)
    if marked:
        parts.insert(dice.pick((0, len(parts))), blocks.specimen(dice))
    short = min(size)
    top, right, bottom, left = (dice.real(0.04, 0.13) * short for _ in range(4))
    return Page(
        type="other",
        size_mm=size,
        px_per_mm=px_per_mm,
        paper=sheet or paper.white(dice),
        css=style.css + css,
        flow=joined(parts),
        margins=(top, right, bottom, left),
        over=blocks.over(dice, size, marked=marked, paper=short > 100),
        fill=dice.real(0.6, 1) if dice.chance(0.3) else 0.0,
        least_zoom=least_zoom,
    )


def draw(dice: Dice, world: World) -> Page:
    """Return a letter."""
    where, who = _someone(dice, world)
    size = dice.pick(SIZES)
    style = look(
        dice,
        world,
        (8.5, 12) if size[0] > 160 else (7, 9),
        ("serif", "serif", "sans", "mono", "narrow"),
    )
    title = dice.pick(list(KINDS))
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
    flow += [blocks.gap(dice, 3, 8), name]
    if dice.chance(0.8):
        flow.append(line(number, name=dice.pick(("c", "c", ""))))
    flow.append(blocks.gap(dice, 3, 8))
    hand = dice.chance(0.2)
    body = [
        line(
            dice.pick(
                (
                    "Yang bertanda tangan di bawah ini menerangkan bahwa :",
                    "Dengan hormat,",
                    "Menerangkan dengan sebenarnya :",
                    prose.sentence(),
                )
            )
        ),
        blocks.items(dice, _about(dice, who, where), name="hand" if hand else "v"),
        line(f"{KINDS[title].capitalize()} {prose.words(2, 8)}."),
    ]
    body += [
        line(prose.paragraph(1, 4), name=dice.pick(("j", ""))) for _ in range(dice.whole(0, 3))
    ]
    if dice.chance(0.3):
        body.append(_list(dice, prose))
    for part in body:
        flow += [part, blocks.gap(dice, 1, 4)]
    flow += [blocks.gap(dice, 2, 10), _signed(dice, where, world)]
    return page(dice, style, flow, size)


def _sender(dice: Dice, where: Home, world: World) -> list[str]:
    pick = dice.pick
    return list(
        pick(
            (
                (
                    f"PEMERINTAH {where.place.regency}",
                    f"KECAMATAN {where.district}",
                    f"DESA {where.village}",
                    where.street,
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
    )


def _about(dice: Dice, who: Person, where: Home) -> list[Item]:
    day = dice.pick((numeric(who.born), written(who.born)))
    lines = [
        Item("Nama", who.name if dice.chance(0.6) else who.name.title()),
        Item("NIK", who.nik),
        Item("Tempat / Tgl Lahir", f"{who.birthplace}, {day}"),
        Item("Jenis Kelamin", who.sex.title()),
        Item("Agama", who.religion.title()),
        Item("Pekerjaan", who.job.title()),
        Item("Alamat", f"{where.street} RT {where.rt} RW {where.rw} {where.village}"),
        Item("Nama Ibu", who.mother),
        Item("Nama Ayah", who.father),
        Item("Berat / Panjang", f"{dice.whole(24, 41) * 100} gram / {dice.whole(44, 54)} cm"),
        Item("Pukul", f"{dice.whole(0, 23):02d}.{dice.whole(0, 59):02d} WIB"),
    ]
    return lines[:1] + dice.some(lines[1:], dice.whole(2, 8))


def _list(dice: Dice, prose: Prose) -> str:
    sign = dice.pick(("{}.", "{})", "-", "•"))
    rows = [f"{sign.format(i + 1)} {prose.words(2, 9)}" for i in range(dice.whole(2, 6))]
    return box(joined(line(row) for row in rows), f"padding-left:{mm(dice.real(2, 10))}")


def _signed(dice: Dice, where: Home, world: World) -> str:
    official = world.pick("officials", dice.rng)
    first = f"{where.district.title()}, {blocks.day(dice)}"
    one = blocks.signature(
        dice,
        [first, dice.pick(("Kepala Desa", "Ketua RT", "Kapolsek", "Bidan", "Hormat kami,"))],
        official,
        blocks.nip(dice),
    )
    parts = [box(one, "max-width:55%", "c")]
    side = dice.pick(("flex-end", "flex-end", "flex-start", "center"))
    if dice.chance(0.35):
        name = world.pick("male", dice.rng).title()
        other = blocks.signature(
            dice, [dice.pick(("Mengetahui,", "Pemohon,", "Saksi,")), "Ketua"], name
        )
        parts.insert(0, box(other, "", "c"))
        side = "space-between"
    return box(joined(parts), f"justify-content:{side}", "row")


def draw_book(dice: Dice, world: World) -> Page:
    """Return the open spread of a marriage book, or of a passport-like booklet."""
    where, man = _someone(dice, world)
    woman = _someone(dice, world)[1]
    size = (dice.real(170, 190), dice.real(118, 130))
    style = look(dice, world, (6.4, 8.4))
    sheet = paper.security(dice, size, world, "KUA")
    when = in_years(2000, 2024, dice.rng)
    title = dice.pick(("KUTIPAN AKTA NIKAH", "BUKU NIKAH", "AKTA NIKAH"))
    number = (
        f"{dice.pick(('Nomor', 'No.'))} : {dice.whole(9000, 9999)}/{dice.whole(1, 99)}/"
        f"{dice.pick(('I', 'IV', 'VII', 'XI'))}/{when.year}"
    )
    faces = joined(drawings.portrait(dice, 24, 34) for _ in range(2))
    first = [
        drawings.emblem(dice, 15, style.accent, "margin:0 auto"),
        box(line(title) + line(number), "font-size:1.25em", "h c"),
        box(faces, "justify-content:space-around;padding:1rem 0", "row"),
        line(f"{man.name} & {woman.name}", name="c"),
        box(
            drawings.signature(dice) + drawings.signature(dice),
            "justify-content:space-between",
            "row",
        ),
    ]
    second = []
    for label, who in (("SUAMI", man), ("ISTRI", woman)):
        second += [
            line(label, name="h"),
            blocks.items(dice, _about(dice, who, where)[:6]),
            blocks.gap(dice, 1, 3),
        ]
    second += [
        line(f"Menikah pada {written(when)}"),
        box(blocks.signature(dice, ["Pegawai Pencatat Nikah", "KUA"], man.father), "", "c"),
    ]
    halves = [joined(first), joined(second)]
    if dice.chance(0.3):
        halves.reverse()
    flow = box(
        joined(box(half, "width:46%") for half in halves), "justify-content:space-between", "row"
    )
    return page(dice, style, [flow], size, sheet, px_per_mm=14.0)


def draw_certificate(dice: Dice, world: World) -> Page:
    """Return a bordered certificate, diploma or deed of another kind than ours."""
    size = dice.pick(((297.0, 210.0), (210.0, 297.0)))
    style = look(dice, world, (10, 14), ("serif", "sans", "narrow"))
    sheet = paper.security(dice, size, world, "PIAGAM")
    frame, edge = paper.border(dice, size)
    where, who = _someone(dice, world)
    prose = Prose.of(dice, world)
    title = dice.pick(
        (
            "IJAZAH",
            "PIAGAM PENGHARGAAN",
            "SERTIFIKAT",
            "CERTIFICATE",
            "SURAT TANDA TAMAT BELAJAR",
            "KUTIPAN AKTA PERKAWINAN",
            "KUTIPAN AKTA PERCERAIAN",
            "SURAT IZIN MENGEMUDI",
            "PASPOR",
        )
    )
    flow = [
        drawings.emblem(dice, dice.real(14, 24), style.accent, "margin:0 auto"),
        box(line(title), f"font-size:{pt(dice.real(16, 30))};color:{style.accent}", "h c"),
        line(
            f"{dice.pick(('No.', 'Nomor :'))} {dice.whole(10, 999)}/{prose.word().upper()}/"
            f"{dice.whole(2001, 2026)}",
            name="c",
        ),
        blocks.gap(dice, 2, 8),
        line(prose.sentence(), name="c"),
        box(line(who.name), f"font-size:{dice.real(1.4, 2.2)}em;padding:1.5rem 0", "h c"),
    ]
    if dice.chance(0.5):
        flow.append(blocks.items(dice, _about(dice, who, where), bilingual=dice.chance(0.5)))
    flow += [
        line(prose.paragraph(1, 3), name="c"),
        blocks.gap(dice, 3, 8),
        _signed(dice, where, world),
    ]
    made = page(dice, style, flow, size, paper.Paper(sheet.colour, sheet.svg + frame.svg))
    top, right, bottom, left = (max(edge + 3, margin) for margin in made.margins)
    return Page(
        type="other",
        size_mm=size,
        px_per_mm=made.px_per_mm,
        paper=made.paper,
        css=made.css,
        flow=made.flow,
        margins=(top, right, bottom, left),
        over=made.over,
    )
