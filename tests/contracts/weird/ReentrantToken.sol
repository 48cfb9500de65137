// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Makes one armed call in the middle of its next transfer, and keeps what came of it.
contract ReentrantToken is ERC20 {
    address private _target;
    bytes private _data;
    /// @notice Whether the armed call was made, whether it succeeded, and what it returned or reverted with.
    bool public called;
    bool public succeeded;
    bytes public result;

    constructor() ERC20("Reentrant", "REE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function arm(address target, bytes calldata data) external {
        (_target, _data, called) = (target, data, false);
    }

    function _update(address from, address to, uint256 amount) internal override {
        address target = _target;
        if (target != address(0)) {
            _target = address(0);
            called = true;
            (succeeded, result) = target.call(_data);
        }
        super._update(from, to, amount);
    }
}
