"""What names an answer to a paid question on chain: a hash that nobody but its author can use."""

from planet_chain.core.addresses import lower_address, lower_hash
from planet_chain.core.errors import InvalidAmount
from planet_chain.core.keccak import keccak

_WORD = 32


def text_hash(text: str) -> str:
    """keccak256 of the UTF-8 bytes of a question's or an answer's words, nothing changed; lower-case 0x."""
    return "0x" + keccak(text.encode()).hex()


def answer_hash(
    chain_id: int, contract: str, question: int, answerer: str, words_hash: str, salt: str
) -> str:
    """keccak256(abi.encode(chainid, contract, question, answerer, textHash, salt)), lower-case 0x.

    The same in Solidity: `answerHashOf` of contracts/interfaces/IPrizeQuestions.sol.

    Args:
        contract: address of the questions' contract.
        words_hash: of the answer's words, see `text_hash`.
        salt: 32 bytes of 0x hex that the author chose.
    Raises:
        InvalidAddress, InvalidHash: a text is none.
        InvalidAmount: a number does not fit into 256 bits.
    """
    for number in (chain_id, question):
        if not 0 <= number < 2**256:
            raise InvalidAmount(f"{number} does not fit into 256 bits")
    words = [
        chain_id.to_bytes(_WORD, "big"),
        bytes.fromhex(lower_address(contract)[2:]).rjust(_WORD, b"\0"),
        question.to_bytes(_WORD, "big"),
        bytes.fromhex(lower_address(answerer)[2:]).rjust(_WORD, b"\0"),
        bytes.fromhex(lower_hash(words_hash)[2:]),
        bytes.fromhex(lower_hash(salt)[2:]),
    ]
    return "0x" + keccak(b"".join(words)).hex()
