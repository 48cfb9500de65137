// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CurveLib} from "contracts/libraries/CurveLib.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The laws of the curve, over every reserve and amount below 2**96, without any contract around it.
contract CurveLibFuzz is Test {
    uint256 private constant TOP = type(uint96).max;

    /// @dev A buy rounds down, by less than one unit: one unit more would make x*y fall.
    function testFuzz_buy_takesTheLargestOutputThatKeepsTheProduct(uint256 x, uint256 y, uint256 net) public pure {
        (x, y, net) = (bound(x, 1, TOP), bound(y, 1, TOP), bound(net, 0, TOP));
        uint256 out = CurveLib.tokensOutFloor(x, y, net);
        assertLt(out, y, "never sells out");
        assertGe((x + net) * (y - out), x * y);
        assertLt((x + net) * (y - out - 1), x * y);
    }

    function testFuzz_sell_paysTheLargestOutputThatKeepsTheProduct(uint256 x, uint256 y, uint256 tokens) public pure {
        (x, y, tokens) = (bound(x, 1, TOP), bound(y, 1, TOP), bound(tokens, 0, TOP));
        uint256 gross = CurveLib.quoteOutFloor(x, y, tokens);
        assertLt(gross, x);
        assertGe((x - gross) * (y + tokens), x * y);
        assertLt((x - gross - 1) * (y + tokens), x * y);
    }

    function testFuzz_fee_roundsUpByLessThanAUnit(uint256 amount, uint256 feeBps) public pure {
        (amount, feeBps) = (bound(amount, 0, TOP), bound(feeBps, 0, 10_000));
        uint256 fee = CurveLib.feeCeil(amount, feeBps);
        assertLe(fee, amount);
        assertGe(fee * 10_000, amount * feeBps);
        assertLt(fee * 10_000, amount * feeBps + 10_000);
    }

    function testFuzz_roundTrip_fromQuoteNeverProfits(uint256 x, uint256 y, uint256 net) public pure {
        (x, y, net) = (bound(x, 1, TOP / 2), bound(y, 1, TOP), bound(net, 0, TOP / 2));
        uint256 out = CurveLib.tokensOutFloor(x, y, net);
        assertLe(CurveLib.quoteOutFloor(x + net, y - out, out), net);
    }

    function testFuzz_roundTrip_fromTokensNeverProfits(uint256 x, uint256 y, uint256 tokens) public pure {
        (x, y, tokens) = (bound(x, 1, TOP), bound(y, 1, TOP / 2), bound(tokens, 0, TOP / 2));
        uint256 gross = CurveLib.quoteOutFloor(x, y, tokens);
        assertLe(CurveLib.tokensOutFloor(x - gross, y + tokens, gross), tokens);
    }

    function testFuzz_splitBuy_isNeverCheaper(uint256 x, uint256 y, uint256 one, uint256 two, uint256 feeBps)
        public
        pure
    {
        (x, y, feeBps) = (bound(x, 1, TOP / 3), bound(y, 1, TOP), bound(feeBps, 0, 500));
        (one, two) = (bound(one, 0, TOP / 3), bound(two, 0, TOP / 3));
        uint256 net = one + two - CurveLib.feeCeil(one + two, feeBps);
        uint256 atOnce = CurveLib.tokensOutFloor(x, y, net);

        one -= CurveLib.feeCeil(one, feeBps);
        two -= CurveLib.feeCeil(two, feeBps);
        uint256 first = CurveLib.tokensOutFloor(x, y, one);
        uint256 second = CurveLib.tokensOutFloor(x + one, y - first, two);
        assertLe(first + second, atOnce);
    }

    function testFuzz_splitSale_neverPaysMore(uint256 x, uint256 y, uint256 one, uint256 two) public pure {
        (x, y) = (bound(x, 1, TOP), bound(y, 1, TOP / 3));
        (one, two) = (bound(one, 0, TOP / 3), bound(two, 0, TOP / 3));
        uint256 atOnce = CurveLib.quoteOutFloor(x, y, one + two);
        uint256 first = CurveLib.quoteOutFloor(x, y, one);
        uint256 second = CurveLib.quoteOutFloor(x - first, y + one, two);
        assertLe(first + second, atOnce);
    }

    /// @dev Every curve of up to 10 by 10 units and every amount up to 12: where rounding is largest, all of it.
    function test_smallCurves_exhaustively() public pure {
        for (uint256 x = 1; x <= 10; ++x) {
            for (uint256 y = 1; y <= 10; ++y) {
                for (uint256 amount; amount <= 12; ++amount) {
                    uint256 out = CurveLib.tokensOutFloor(x, y, amount);
                    assertGe((x + amount) * (y - out), x * y);
                    assertLe(CurveLib.quoteOutFloor(x + amount, y - out, out), amount);
                    uint256 gross = CurveLib.quoteOutFloor(x, y, amount);
                    assertGe((x - gross) * (y + amount), x * y);
                    assertLe(CurveLib.tokensOutFloor(x - gross, y + amount, gross), amount);
                }
            }
        }
    }
}
