// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title The money of one airdrop campaign, apart from all others'
/// @notice Every vault is an ERC-1167 clone of this code, made by Airdrops for one campaign. See IAirdrops.
contract AirdropVault {
    using SafeERC20 for IERC20;

    /// @notice Whoever deployed this code: the only one on whose word a vault pays.
    address public immutable airdrops;

    /// @notice Only Airdrops may.
    error NotAirdrops(address caller);

    constructor() {
        airdrops = msg.sender;
    }

    /// @notice Send `amount` smallest units of `token` from this vault to `to`. Airdrops only, else `NotAirdrops`; a
    /// token that refuses reverts with its own error.
    function pay(address token, address to, uint256 amount) external {
        if (msg.sender != airdrops) revert NotAirdrops(msg.sender);
        IERC20(token).safeTransfer(to, amount);
    }
}
