"""Sealed values cannot be read, changed or moved."""

import pytest

from api.store.database.vault import Tampered, Vault

VAULT = Vault(bytes(32))


def test_a_sealed_value_opens_only_in_its_row():
    sealed = VAULT.seal(b"3514010101209001", "number:1")
    assert b"3514" not in sealed
    assert VAULT.open(sealed, "number:1") == b"3514010101209001"
    for other in ("number:2", "file:1"):
        with pytest.raises(Tampered):
            VAULT.open(sealed, other)


@pytest.mark.parametrize("at", [0, 15, -1])
def test_a_changed_byte_is_detected(at):
    sealed = bytearray(VAULT.seal(b"picture", "file:1"))
    sealed[at] ^= 1
    with pytest.raises(Tampered):
        VAULT.open(bytes(sealed), "file:1")


@pytest.mark.parametrize("short", [b"", b"x", bytes(12)])
def test_other_bytes_do_not_open(short):
    with pytest.raises(Tampered):
        VAULT.open(short, "file:1")


def test_another_secret_opens_and_compares_nothing():
    other = Vault(bytes(31) + b"\1")
    with pytest.raises(Tampered):
        other.open(VAULT.seal(b"x", "file:1"), "file:1")
    assert other.mac("number", "1") != VAULT.mac("number", "1")


def test_equal_values_have_equal_macs_within_their_kind():
    assert VAULT.mac("number", "1") == VAULT.mac("number", b"1")
    assert VAULT.mac("number", "1") != VAULT.mac("reference", "1")
    assert VAULT.mac("reference", None) is None


def test_each_sealing_differs_and_each_key_too():
    assert VAULT.seal(b"x", "a:1") != VAULT.seal(b"x", "a:1")
    assert VAULT.key("session") != VAULT.key("seal")


def test_json_comes_back():
    sealed = VAULT.seal_json({"file": "é"}, "names:1")
    assert VAULT.open_json(sealed, "names:1") == {"file": "é"}
    assert VAULT.open_json(None, "names:1") is None
