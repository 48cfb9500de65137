// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a token may call itself
/// @notice A label that is no UTF-8 breaks every client that decodes it, and one with control characters or direction
/// marks shows something else than it says; both are refused. Look-alike letters cannot be refused here: clients must
/// show who the creator is.
library LabelLib {
    uint256 internal constant MAX_NAME = 32;
    uint256 internal constant MAX_SYMBOL = 10;

    /// @return whether `symbol` is 1 to 10 bytes of printable ASCII without spaces
    function isSymbol(string calldata symbol) internal pure returns (bool) {
        bytes calldata text = bytes(symbol);
        if (text.length == 0 || text.length > MAX_SYMBOL) return false;
        for (uint256 i; i < text.length; ++i) {
            uint8 letter = uint8(text[i]);
            if (letter <= 0x20 || letter >= 0x7f) return false;
        }
        return true;
    }

    /// @return whether `name` is 1 to 32 bytes of well-formed UTF-8 (RFC 3629) without control characters (C0, DEL,
    /// C1), without marks that do not show (U+00AD, U+061C, U+200B to U+200F, U+2028 to U+202E, U+2060 to U+206F,
    /// U+FEFF, U+E0000 to U+E0FFF), and without a space at either end
    function isName(string calldata name) internal pure returns (bool) {
        bytes calldata text = bytes(name);
        uint256 length = text.length;
        if (length == 0 || length > MAX_NAME || text[0] == " " || text[length - 1] == " ") return false;
        uint256 i;
        while (i < length) {
            uint8 lead = uint8(text[i]);
            if (lead < 0x80) {
                if (lead < 0x20 || lead == 0x7f) return false;
                ++i;
                continue;
            }
            uint256 size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            if (i + size > length) return false;
            // forge-lint: disable-next-line(incorrect-shift) the mask of a lead byte: 0x1f, 0x0f or 0x07
            uint256 code = lead & (0xff >> (size + 1));
            for (uint256 j = 1; j < size; ++j) {
                uint8 next = uint8(text[i + j]);
                if (next & 0xc0 != 0x80) return false;
                code = (code << 6) | (next & 0x3f);
            }
            if (lead < 0xc2 || lead > 0xf4 || !_isShown(code, size)) return false;
            i += size;
        }
        return true;
    }

    /// @dev Whether `code`, read from `size` bytes, is a character that shows, in its shortest form.
    function _isShown(uint256 code, uint256 size) private pure returns (bool) {
        if (size == 2) return code >= 0xa0 && code != 0xad && code != 0x61c;
        if (size == 4) return code >= 0x10000 && code <= 0x10ffff && code >> 12 != 0xe0;
        if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff) || code == 0xfeff) return false;
        return !((code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
                || (code >= 0x2060 && code <= 0x206f));
    }
}
