"""Encodings are recognised if the bytes allow it, and asked for if they do not."""

import pytest
from event_files import read_as

from conflict_atlas.events.formats.import_fault import ImportFault


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("cp1252", "Ménbij “x” – café"), ("latin-1", "Ménbij"), ("cp1254", "Şanlıurfa ve İstanbul"),
        ("cp1256", "منبج وحلب"), ("cp1256", "كركوك – پژاک"),
        ("utf-16-le", "Ménbij"), ("utf-16-be", "منبج"), ("utf-16", "منبج"), ("utf-8-sig", "منبج"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart_by_what_the_bytes_can_be(encoding, word):
    text = f"event_id,date_start,notes\n1,2016-03-04,{word}\n"
    reading = read_as(text.encode(encoding), "t.csv")
    assert reading.table.column("notes").to_pylist() == [word]


@pytest.mark.parametrize(
    ("encoding", "word", "words"),
    [
        ("cp1252", "Novotný", 'cp1252 .*"Novotný".* cp1254 .*"Novotnı"'),
        ("cp1251", "Киев и Одесса", "encoding"),
        ("iso8859-6", "منبج وحلب كلام", "encoding"),
        ("cp1253", "Αθήνα και Πάτρα", "encoding"),
    ],
)
def test_an_encoding_that_is_not_told_is_asked_for_without_a_hint_that_garbles(
    encoding, word, words
):
    text = f"event_id,date_start,notes\n1,2016-03-04,{word}\n"
    with pytest.raises(ImportFault, match=words) as caught:
        read_as(text.encode(encoding), "t.csv")
    assert "cp1256" not in str(caught.value)
    assert read_as(text.encode(encoding), "t.csv", encoding=encoding).table.column(
        "notes"
    ).to_pylist() == [word]
