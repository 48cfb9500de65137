// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {RefundLib} from "contracts/libraries/RefundLib.sol";

/// @dev For every amount, lot and time that a membership can have.
/// @custom:halmos --solver-command scripts/integers.py
contract RefundProofs is Proof {
    function check_refund_isNeverMoreThanPaid(uint96 paid, uint64 start, uint16 lengthDays, uint64 when) external pure {
        assert(RefundLib.refundFloor(paid, start, lengthDays, when) <= paid);
    }

    function check_refundAndEarned_sumToPaid(uint96 paid, uint64 start, uint16 lengthDays, uint64 when) external pure {
        uint256 refund = RefundLib.refundFloor(paid, start, lengthDays, when);
        unchecked {
            assert(RefundLib.earnedCeil(paid, start, lengthDays, when) + refund == paid);
        }
    }

    function check_daysLeft_neverRise(uint64 start, uint16 lengthDays, uint64 when, uint64 later) external pure {
        vm.assume(later >= when);
        uint256 left = RefundLib.wholeDaysLeft(start, lengthDays, when);
        assert(left <= lengthDays);
        assert(RefundLib.wholeDaysLeft(start, lengthDays, later) <= left);
    }

    /// What `refundFloor` computes from the days left, which never rise.
    function check_refund_neverRisesWithFewerDays(uint96 paid, uint16 lengthDays, uint16 left, uint16 fewer)
        external
        pure
    {
        unchecked {
            vm.assume(fewer <= left && left <= lengthDays && lengthDays > 0);
            assert(uint256(paid) * fewer / lengthDays <= uint256(paid) * left / lengthDays);
        }
    }

    /// Whoever reads and cancels in one block has used a day.
    function check_daysLeft_areLessOnceBegun(uint64 start, uint16 lengthDays, uint64 when) external pure {
        vm.assume(when >= start && lengthDays > 0);
        assert(RefundLib.wholeDaysLeft(start, lengthDays, when) < lengthDays);
    }
}
