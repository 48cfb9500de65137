// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title Planet Points ("PLANET-P"): an ERC-20 view with 6 decimals that cannot be transferred
/// @notice Minted by the distributor when claimed, burned by the holder alone. supply = sum of claimed - burned.
/// Points are no money: nobody can send, approve or sell them, and there is no owner, no pause and no upgrade.
/// `transfer`, `transferFrom` and `approve` always revert with `Soulbound`; `allowance` is always 0.
/// Amounts are in smallest units: one point is 10**6, the `point_unit` of the settlement.
interface IPoints is IERC20Metadata {
    /// @notice Only the distributor mints.
    /// @param caller who tried
    error NotDistributor(address caller);
    /// @notice Points stay with whoever earned them.
    error Soulbound();

    /// @notice Mint `amount` smallest units to `to`. Distributor only, else `NotDistributor(caller)`.
    /// Emits ERC-20 `Transfer(0, to, amount)`.
    function mint(address to, uint256 amount) external;

    /// @notice Burn `amount` smallest units of the caller's own points, for ever: what was claimed is not given again.
    /// Emits ERC-20 `Transfer(caller, 0, amount)`; reverts with ERC-6093 `ERC20InsufficientBalance` above the balance.
    function burn(uint256 amount) external;

    /// @return the RewardDistributor that deployed this contract, the only minter
    function distributor() external view returns (address);
}
