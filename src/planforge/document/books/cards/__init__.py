"""Cards: 应急处置卡, 岗位职责卡 and 基层明白卡, each one page for one reader."""

from planforge.document.books.cards.action import action_cards
from planforge.document.books.cards.post import post_cards
from planforge.document.books.cards.village import village_cards

__all__ = ["action_cards", "post_cards", "village_cards"]
