// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a lot of time, paid once, still refunds, and what it has earned. The rounding is in the names
/// @notice A lot is `paid` units for `lengthDays` days of 86,400 seconds from `start`. The caller sees to it that every
/// argument is below 2**96; then nothing here can overflow, and nothing is checked. The same in Python:
/// planet_chain/core/refund.py.
library RefundLib {
    /// @return unix seconds at which the lot ends; that second is not part of it
    function endOf(uint256 start, uint256 lengthDays) internal pure returns (uint256) {
        unchecked {
            return start + lengthDays * 1 days;
        }
    }

    /// @notice A day that has begun is not left, so a lot that has just begun has one day less than its length, and
    /// reading and cancelling in one block costs a day.
    /// @param when unix seconds
    /// @return days of the lot that have not begun, 0 to `lengthDays`
    function wholeDaysLeft(uint256 start, uint256 lengthDays, uint256 when) internal pure returns (uint256) {
        if (when < start) return lengthDays;
        uint256 end = endOf(start, lengthDays);
        unchecked {
            return when < end ? (end - 1 - when) / 1 days : 0;
        }
    }

    /// @return floor(paid * whole days left / lengthDays), which is at most `paid` and never rises with `when`; 0 for a lot
    /// of no days
    function refundFloor(uint256 paid, uint256 start, uint256 lengthDays, uint256 when)
        internal
        pure
        returns (uint256)
    {
        uint256 left = wholeDaysLeft(start, lengthDays, when);
        if (left == 0) return 0;
        unchecked {
            return paid * left / lengthDays;
        }
    }

    /// @return paid - refundFloor, so that nothing is lost between the two; the dust is earned
    function earnedCeil(uint256 paid, uint256 start, uint256 lengthDays, uint256 when) internal pure returns (uint256) {
        unchecked {
            return paid - refundFloor(paid, start, lengthDays, when);
        }
    }
}
