// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CurveLib} from "contracts/libraries/CurveLib.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A hundred thousand trades of odd sizes by one trader, on curves where one unit is a visible part of everything,
/// without a fee to hide behind: by the market's own arithmetic, and by one that rounds for the trader.
contract CurveRounding is Test {
    uint256 private constant STEPS = 100_000;
    uint256 private constant X0 = 113;
    uint256 private constant Y0 = 1009;

    struct Run {
        uint256 x;
        uint256 y;
        uint256 held;
        uint256 paid;
        uint256 got;
    }

    function test_rounding_drainsNothingInAHundredThousandSteps() public pure {
        Run memory run = _trade(false);
        assertLe(run.got, run.paid);
        assertGe(run.x * run.y, X0 * Y0);
        run = _trade(true);
        assertGt(run.got, run.paid, "a curve that rounds for the trader is drained");
        assertLt(run.x * run.y, X0 * Y0);
    }

    /// @return run after selling all that was held in the end
    function _trade(bool roundsUp) private pure returns (Run memory run) {
        (run.x, run.y) = (X0, Y0);
        uint256 extra = roundsUp ? 1 : 0;
        uint256 seed = 1;
        for (uint256 i = 0; i < STEPS; ++i) {
            // Numbers like any others: a linear congruence is enough, and cheap.
            unchecked {
                seed = seed * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407;
            }
            uint256 size = (seed >> 128) % 23;
            if (seed >> 255 == 0) _buy(run, size, extra);
            else _sell(run, size > run.held ? run.held : size, extra);
        }
        _sell(run, run.held, extra);
    }

    function _buy(Run memory run, uint256 pay, uint256 extra) private pure {
        uint256 out = CurveLib.tokensOutFloor(run.x, run.y, pay);
        // As the market does: a trade that gives nothing is refused; and the copy cannot sell the last unit.
        if (out == 0 || out + extra >= run.y) return;
        out += extra;
        (run.x, run.y) = (run.x + pay, run.y - out);
        (run.held, run.paid) = (run.held + out, run.paid + pay);
    }

    function _sell(Run memory run, uint256 tokens, uint256 extra) private pure {
        uint256 out = CurveLib.quoteOutFloor(run.x, run.y, tokens);
        if (out == 0 || out + extra >= run.x) return;
        out += extra;
        (run.x, run.y) = (run.x - out, run.y + tokens);
        (run.held, run.got) = (run.held - tokens, run.got + out);
    }
}
