"""Pseudo-text in several languages, from word lists, the world's sentences and syllables."""

from dataclasses import dataclass

from specimens.html.parts.dice import Dice
from specimens.world import World

WORDS_BY_LANGUAGE = {
    "id": (
        "dan yang untuk dengan dari pada adalah dalam tidak akan telah dapat oleh sebagai karena "
        "desa warga tanah sawah pasar harga air jalan rumah anak ibu bapak sekolah guru kelas buku "
        "kegiatan laporan hasil jumlah tahun bulan hari minggu pertama kedua baru besar kecil baik "
        "panen musim hujan kebun ikan laut gunung kota kabupaten pemerintah layanan masyarakat "
        "bersama setiap beberapa sudah masih lebih kurang sangat hingga antara tentang melalui"
    ),
    "en": (
        "the of and to in is that for with was on are by this from at which not have an be were "
        "report table figure result method value water field market school paper letter order "
        "office number copy name date form section part line page note total amount service price "
        "small large early late common local public annual general simple final new old between"
    ),
    "la": (
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt "
        "ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco "
        "laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate"
    ),
    "nl": (
        "de het een van en in te dat op voor met zijn niet aan er om als bij ook maar naar door "
        "over werk huis jaar dag water stad weg deel lijst naam datum bedrag rekening nummer blad"
    ),
    "jv": (
        "sing lan ing karo iku ora wis arep saka marang kanggo desa omah banyu sawah pitik kebo "
        "wong bocah lanang wadon gedhe cilik anyar lawas esuk sore bengi dina sasi taun padha"
    ),
}
ONSETS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "w", "j", "ng", "ny", "tr", "")
NUCLEI = ("a", "e", "i", "o", "u", "ai", "au")
CODAS = ("", "", "", "n", "ng", "r", "s", "t", "k", "h", "m")


@dataclass(frozen=True, slots=True)
class Prose:
    """A generator of pseudo-text in one language."""

    dice: Dice
    world: World
    language: str

    @classmethod
    def of(cls, dice: Dice, world: World, language: str = "") -> "Prose":
        """Return a generator. language: empty for a random one, mostly Indonesian."""
        return cls(dice, world, language or dice.pick(("id", "id", "id", *WORDS_BY_LANGUAGE)))

    def word(self) -> str:
        """Return one word, one in four of invented syllables."""
        if self.dice.chance(0.25):
            count = self.dice.whole(1, 3)
            return "".join(
                self.dice.pick(ONSETS) + self.dice.pick(NUCLEI) + self.dice.pick(CODAS)
                for _ in range(count)
            )
        return self.dice.pick(WORDS_BY_LANGUAGE[self.language].split())

    def words(self, low: int, high: int) -> str:
        """Return a few words."""
        return " ".join(self.word() for _ in range(self.dice.whole(low, high)))

    def title(self, low: int = 2, high: int = 5) -> str:
        """Return a heading, in capitals or with a capital first."""
        text = self.words(low, high)
        return text.upper() if self.dice.chance(0.5) else text.capitalize()

    def sentence(self) -> str:
        """Return a sentence; in Indonesian sometimes one of the world's."""
        if self.language == "id" and self.dice.chance(0.25):
            return self.world.pick("sentences", self.dice.rng)
        text = self.words(4, 16).capitalize()
        if self.dice.chance(0.3):
            text += ", " + self.words(3, 8)
        if self.dice.chance(0.15):
            text += f" {self.dice.whole(2, 9999)}"
        return text + self.dice.pick((".", ".", ".", "?", ";", ":"))

    def paragraph(self, low: int = 2, high: int = 6) -> str:
        """Return sentences."""
        return " ".join(self.sentence() for _ in range(self.dice.whole(low, high)))
