"""Kartu Keluarga: the family card on blue security paper, of 2018 and on white paper."""
