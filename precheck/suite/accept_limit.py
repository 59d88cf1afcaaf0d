"""The limit of `p_accept` whose errors cost least."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """How bad each error is beside the other."""

    false_re_photo: float = 1.0
    false_accept: float = 1.0

    def __str__(self) -> str:
        return f"costs {self.false_re_photo:g} : {self.false_accept:g}"

    @property
    def limit(self) -> float:
        """Return the p_accept, 0–1, from which accepting costs less than sending back.

        Bayes' rule for a probability that means what it says, as calibration makes it. The limit
        that cost least on half of the calibration shots made 64.4 errors on the other half, this
        62.0 (the means of 40 halvings), and leapt from one set of shots to another.
        """
        return self.false_accept / (self.false_accept + self.false_re_photo)
