// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Splits a pool so that nothing is left over. The same law as `hamilton` in planet_chain/core/settlement.py.
library SplitLib {
    /// @notice Largest remainder: everybody gets floor(pool * weight / sum), and the units left over go one by one to the
    /// greatest remainders, ties to the smaller index.
    /// @dev Loops over the square of `weights.length`: for a handful.
    /// @param pool below 2**128
    /// @param weights one or more, one at least above 0 (else it panics), their sum below 2**128
    /// @return shares in the same order; they sum to `pool`, each less than one unit from its exact part
    function splitLargestRemainder(uint256 pool, uint256[] memory weights)
        internal
        pure
        returns (uint256[] memory shares)
    {
        uint256 sum = 0;
        for (uint256 i = 0; i < weights.length; ++i) {
            sum += weights[i];
        }
        shares = new uint256[](weights.length);
        uint256[] memory remainders = new uint256[](weights.length);
        uint256 left = pool;
        for (uint256 i = 0; i < weights.length; ++i) {
            shares[i] = (pool * weights[i]) / sum;
            remainders[i] = (pool * weights[i]) % sum;
            left -= shares[i];
        }
        // The remainders sum to left * sum and each is below sum, so more than `left` of them are above 0.
        for (; left > 0; --left) {
            uint256 greatest = _indexOfGreatest(remainders);
            ++shares[greatest];
            remainders[greatest] = 0;
        }
    }

    function _indexOfGreatest(uint256[] memory values) private pure returns (uint256 greatest) {
        for (uint256 i = 1; i < values.length; ++i) {
            if (values[i] > values[greatest]) greatest = i;
        }
    }
}
