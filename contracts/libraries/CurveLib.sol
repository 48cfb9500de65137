// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The virtual x*y=k curve. Rounding is in the names, and always against the trader
/// @notice The caller sees to it that every argument is below 2**96 and x, y above 0; then nothing here can overflow,
/// and nothing is checked.
/// x is the virtual quote reserve, y the tokens left on the curve. Because outputs are floored, x*y never falls.
library CurveLib {
    uint256 internal constant BPS = 10_000;

    /// @return ceil(amount * feeBps / 10_000); at most `amount` for feeBps <= 10_000
    function feeCeil(uint256 amount, uint256 feeBps) internal pure returns (uint256) {
        unchecked {
            return (amount * feeBps + (BPS - 1)) / BPS;
        }
    }

    /// @return floor(y * net / (x + net)), which is below y: tokens for `net` quote units
    function tokensOutFloor(uint256 x, uint256 y, uint256 net) internal pure returns (uint256) {
        unchecked {
            return (y * net) / (x + net);
        }
    }

    /// @return floor(x * tokens / (y + tokens)), which is below x: quote units for `tokens`, before the fee
    function quoteOutFloor(uint256 x, uint256 y, uint256 tokens) internal pure returns (uint256) {
        unchecked {
            return (x * tokens) / (y + tokens);
        }
    }
}
