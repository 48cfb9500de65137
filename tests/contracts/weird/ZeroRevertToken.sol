// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Refuses to move 0.
contract ZeroRevertToken is ERC20 {
    error ZeroTransfer();

    constructor() ERC20("Zero Revert", "ZRV") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (amount == 0) revert ZeroTransfer();
        super._update(from, to, amount);
    }
}
