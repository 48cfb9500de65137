// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Once its fee is switched on, burns 1 % on top of what is sent, from the sender. Anyone may switch here.
contract SenderFeeToken is ERC20 {
    bool public charges;

    constructor() ERC20("Sender Fee", "SFE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setCharges(bool charges_) external {
        charges = charges_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (charges && from != address(0) && to != address(0)) super._update(from, address(0), amount / 100);
    }
}
