"""Follow-up questions: what the conversation makes of them, without a language model."""

from qa.conversation.names import NameIndex
from qa.conversation.understand import Understood, understand

__all__ = ["NameIndex", "Understood", "understand"]
