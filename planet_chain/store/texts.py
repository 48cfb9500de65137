"""The words behind hashes on chain: what questions ask, what answers say. Only `community` writes these.

Each is named by the hash that the chain holds, so it can be no other text's, and a question that a
reorganisation numbers anew keeps its words.
"""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class QuestionText(SQLModel, table=True):
    """What a question asks; public."""

    __tablename__ = "question_text"

    question_hash: str = Field(primary_key=True)
    """keccak256 of the words' UTF-8 bytes, lower-case 0x."""
    text: str
    told_at: int = Field(sa_type=BigInteger)
    """Unix seconds of the chain."""


class AnswerText(SQLModel, table=True):
    """What an answer says; for the eyes of who asked and who answered."""

    __tablename__ = "answer_text"

    answer_hash: str = Field(primary_key=True)
    """As on chain, lower-case 0x: it names question and answerer too."""
    text: str
    salt: str
    """32 bytes, lower-case 0x: with the words' hash it opens the answer in an award."""
    told_at: int = Field(sa_type=BigInteger)
