import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.addresses import checksum_address, lower_address, lower_hash
from planet_chain.core.errors import InvalidAddress, InvalidHash
from planet_chain.core.keccak import keccak

# The examples of EIP-55.
CHECKSUMMED = (
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
)


def test_keccak_is_ethereums_and_not_that_of_sha3() -> None:
    assert keccak(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize("address", CHECKSUMMED)
def test_checksums_are_those_of_eip_55(address: str) -> None:
    assert checksum_address(address.lower()) == address
    assert checksum_address("0x" + address[2:].upper()) == address


@given(st.binary(min_size=20, max_size=20))
def test_an_address_is_its_twenty_bytes_in_any_case(data: bytes) -> None:
    lower = "0x" + data.hex()
    assert lower_address(checksum_address(lower)) == lower


@pytest.mark.parametrize(
    "text",
    ["", "0x", "0x" + "0" * 39, "0x" + "0" * 41, "0X" + "0" * 40, "0x" + "g" * 40, "0x" + "0" * 40 + "\n"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidAddress) as refused:
        lower_address(text)
    assert refused.value.code == "invalid-address"
    with pytest.raises(InvalidAddress):
        checksum_address(text)


def test_hashes_are_32_bytes() -> None:
    assert lower_hash("0x" + "AB" * 32) == "0x" + "ab" * 32
    for text in ("0x" + "ab" * 31, "ab" * 32, "0x" + "zz" * 32):
        with pytest.raises(InvalidHash):
            lower_hash(text)
