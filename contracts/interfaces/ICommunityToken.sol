// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title A creator's community token: ERC-20 with ERC-2612 permit, an ERC-1167 clone with immutable arguments
/// @notice Minted and burned by its market only. supply = Y0 - y of the market. 18 decimals. Nobody can pause it, block
/// an account or change its name. Its EIP-712 domain is its own: its name, version "1", the chain and its address
/// (readable by ERC-5267). The implementation behind the clones is no token: it has no name, nothing is ever minted.
interface ICommunityToken is IERC20Metadata, IERC20Permit {
    /// @notice `caller` is not the market, which alone mints and burns.
    error NotMarket(address caller);
    /// @notice The permit was good until `deadline` (unix seconds).
    error ERC2612ExpiredSignature(uint256 deadline);
    /// @notice The permit was signed by `signer`, not by `owner`: another key, nonce, chain, token or amount.
    error ERC2612InvalidSigner(address signer, address owner);

    /// @notice Mint `amount` (18 decimals) to `to`. Market only.
    function mint(address to, uint256 amount) external;
    /// @notice Burn `amount` (18 decimals) of `from`, no allowance asked. Market only, which burns of its caller alone.
    function burn(address from, uint256 amount) external;
    /// @return the market that made this token
    function market() external view returns (address);
}
