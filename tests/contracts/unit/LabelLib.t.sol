// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LabelLib} from "contracts/libraries/LabelLib.sol";
import {Test} from "forge-std/Test.sol";

contract LabelLibTest is Test {
    function test_symbol_isShortPrintableAscii() public view {
        assertTrue(this.isSymbol("A"));
        assertTrue(this.isSymbol("$planet-10"));
        assertTrue(this.isSymbol("!~"));
        assertFalse(this.isSymbol(""));
        assertFalse(this.isSymbol("ELEVENBYTES"));
        assertFalse(this.isSymbol("A B"));
        assertFalse(this.isSymbol("A\x7f"));
        assertFalse(this.isSymbol("\x00"));
        assertFalse(this.isSymbol(unicode"星"));
    }

    function test_name_isTextOfAnyScript() public view {
        assertTrue(this.isName("A"));
        assertTrue(this.isName("Alice's fans & <friends>"));
        assertTrue(this.isName(unicode"名前の長い星のファン!!"));
        assertTrue(this.isName(unicode"Ünïcödé ߿ ࠀ ￿"));
        assertTrue(this.isName(unicode"قمر"));
        assertTrue(this.isName(unicode"🪐 𐀀"));
        assertTrue(this.isName(hex"f48fbfbf"), "U+10FFFF");
        assertTrue(this.isName("12345678901234567890123456789012"));
    }

    function test_name_refusesWrongLengthsAndOuterSpaces() public view {
        assertFalse(this.isName(""));
        assertFalse(this.isName("123456789012345678901234567890123"));
        assertFalse(this.isName(" "));
        assertFalse(this.isName(" A"));
        assertFalse(this.isName("A "));
    }

    function test_name_refusesWhatDoesNotShow() public view {
        bytes[16] memory hidden = [
            bytes("A\x00B"),
            "A\x1fB",
            "A\x7fB",
            unicode"A\u0080B",
            unicode"A\u009fB",
            unicode"A\u00adB",
            unicode"A\u061cB",
            unicode"A\u200bB",
            unicode"A\u200fB",
            unicode"A\u2028B",
            unicode"A\u202eB",
            unicode"A\u2060B",
            unicode"A\u2066B",
            unicode"A\u206fB",
            unicode"A\ufeffB",
            hex"41f3a0818142"
        ];
        for (uint256 i; i < hidden.length; ++i) {
            assertFalse(this.isName(hidden[i]), vm.toString(i));
        }
        assertTrue(this.isName(unicode"A\u00a0B"), "neighbours show");
        assertTrue(this.isName(unicode"A\u200aB"));
        assertTrue(this.isName(unicode"A\u2010B"));
        assertTrue(this.isName(unicode"A\u2027B"));
        assertTrue(this.isName(unicode"A\u202fB"));
        assertTrue(this.isName(unicode"A\u205fB"));
        assertTrue(this.isName(unicode"A\u2070B"));
        assertTrue(this.isName(hex"f3af8080"), "below the tags");
        assertTrue(this.isName(hex"f3b08080"), "above the tags");
    }

    function test_name_refusesMalformedText() public view {
        bytes[14] memory broken = [
            bytes(hex"80"),
            hex"bf41",
            hex"c2",
            hex"c241",
            hex"e28041",
            hex"e282",
            hex"f09faa",
            hex"ff",
            hex"f8888080",
            hex"c0af",
            hex"c1bf",
            hex"e09fbf",
            hex"f08fbfbf",
            hex"f4908080"
        ];
        for (uint256 i; i < broken.length; ++i) {
            assertFalse(this.isName(broken[i]), vm.toString(i));
        }
        assertFalse(this.isName(hex"eda080"), "first surrogate");
        assertFalse(this.isName(hex"edbfbf"), "last surrogate");
        assertTrue(this.isName(hex"ed9fbf"), "below the surrogates");
        assertTrue(this.isName(hex"ee8080"), "above them");
        assertFalse(this.isName(hex"f5808080"), "no such lead");
    }

    /// @dev How many of all strings of one shape pass; the counts come from another decoder (Python's).
    function test_name_agreesWithAnotherDecoderOnShortStrings() public view {
        uint256 one;
        uint256 two;
        uint256 three;
        uint256 four;
        for (uint256 i; i < 65_536; ++i) {
            // forge-lint: disable-next-line(unsafe-typecast) below 256
            if (i < 256 && this.isName(abi.encodePacked(uint8(i)))) ++one;
            // forge-lint: disable-next-line(unsafe-typecast) below 65,536
            if (this.isName(abi.encodePacked(uint16(i)))) ++two;
            bytes2 tail = bytes2(uint16(0x8080 + (((i >> 6) & 0x3f) << 8) + (i & 0x3f)));
            if (this.isName(abi.encodePacked(uint8(0xe0 + (i >> 12)), tail))) ++three;
            if (i < 32_768 && this.isName(abi.encodePacked(uint8(0xf0 + (i >> 12)), tail, hex"80"))) ++four;
        }
        assertEq(one, 94);
        assertEq(two, 10_722);
        assertEq(three, 61_411);
        assertEq(four, 16_320);
    }

    function isName(bytes calldata name) external pure returns (bool) {
        return LabelLib.isName(string(name));
    }

    function isSymbol(string calldata symbol) external pure returns (bool) {
        return LabelLib.isSymbol(symbol);
    }
}
