// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {CurveLib} from "contracts/libraries/CurveLib.sol";

/// @dev For all reserves and amounts below 2**96, which is all that the market lets in. Products of them stay below
/// 2**193, so unchecked arithmetic is exact here, and without its checks the solver sees the integers themselves.
/// @custom:halmos --solver-command scripts/integers.py
contract CurveProofs is Proof {
    uint256 internal constant BPS = 10_000;

    function check_fee_isNeverMoreThanTheAmount(uint96 amount, uint16 feeBps) external pure {
        unchecked {
            vm.assume(feeBps <= BPS);
            assert(CurveLib.feeCeil(amount, feeBps) <= amount);
        }
    }

    function check_fee_isTheCeiling(uint96 amount, uint16 feeBps) external pure {
        unchecked {
            vm.assume(feeBps <= BPS);
            uint256 fee = CurveLib.feeCeil(amount, feeBps);
            assert(fee * BPS >= uint256(amount) * feeBps);
            assert(fee * BPS < uint256(amount) * feeBps + BPS);
        }
    }

    /// Never more than y * net / (x + net), and never the last token.
    function check_buy_roundsDown(uint96 x, uint96 y, uint96 net) external pure {
        unchecked {
            vm.assume(x > 0 && y > 0);
            uint256 out = CurveLib.tokensOutFloor(x, y, net);
            assert(out * (uint256(x) + net) <= uint256(y) * net);
            assert(out < y);
        }
    }

    function check_sell_roundsDown(uint96 x, uint96 y, uint96 tokens) external pure {
        unchecked {
            vm.assume(x > 0 && y > 0);
            uint256 out = CurveLib.quoteOutFloor(x, y, tokens);
            assert(out * (uint256(y) + tokens) <= uint256(x) * tokens);
            assert(out < x);
        }
    }

    /// Buying and selling back at once brings back no more than was paid.
    function check_roundTrip_neverProfits(uint96 x, uint96 y, uint96 net) external pure {
        unchecked {
            vm.assume(x > 0 && y > 0);
            uint256 out = CurveLib.tokensOutFloor(x, y, net);
            uint256 back = CurveLib.quoteOutFloor(uint256(x) + net, y - out, out);
            assert(back <= net);
        }
    }
}

/// @dev The other half of "the product never falls": after a trade it is the old one plus what flooring left over,
/// which `check_buy_roundsDown` and `check_sell_roundsDown` prove to be at least 0.
contract CurveProductProofs is Proof {
    function check_product_growsByWhatFlooringLeaves(uint96 x, uint96 y, uint96 paid, uint96 out) external pure {
        unchecked {
            uint256 left = uint256(y) * paid - uint256(out) * (uint256(x) + paid);
            assert((uint256(x) + paid) * (uint256(y) - out) == uint256(x) * y + left);
        }
    }
}
