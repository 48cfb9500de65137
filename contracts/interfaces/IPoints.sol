// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Planet Points: an ERC-20 view (6 decimals) that cannot be transferred
/// @notice Minted by the distributor when claimed, burned by the holder. supply = sum of claimed - burned.
interface IPoints {
    error NotDistributor(address caller);
    error Soulbound();

    /// @notice Mint `amount` (6 decimals: point_unit is 10**6). Distributor only.
    function mint(address to, uint256 amount) external;
    /// @notice Burn the caller's own points.
    function burn(uint256 amount) external;
    function distributor() external view returns (address);
}
