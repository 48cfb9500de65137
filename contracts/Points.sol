// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {IPoints} from "./interfaces/IPoints.sol";

/// @notice The manual is {IPoints}.
contract Points is ERC20, IPoints {
    /// @inheritdoc IPoints
    address public immutable distributor;

    /// @dev Whoever deploys is the distributor: one CREATE2 of the distributor determines both addresses.
    constructor() ERC20("Planet Points", "PLANET-P") {
        distributor = msg.sender;
    }

    /// @inheritdoc IPoints
    function mint(address to, uint256 amount) external {
        if (msg.sender != distributor) revert NotDistributor(msg.sender);
        _mint(to, amount);
    }

    /// @inheritdoc IPoints
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public pure override(ERC20, IERC20Metadata) returns (uint8) {
        return 6;
    }

    /// @inheritdoc IERC20
    function transfer(address, uint256) public pure override(ERC20, IERC20) returns (bool) {
        revert Soulbound();
    }

    /// @inheritdoc IERC20
    function transferFrom(address, address, uint256) public pure override(ERC20, IERC20) returns (bool) {
        revert Soulbound();
    }

    /// @inheritdoc IERC20
    function approve(address, uint256) public pure override(ERC20, IERC20) returns (bool) {
        revert Soulbound();
    }
}
