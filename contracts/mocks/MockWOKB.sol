// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Wrapped OKB for the local testnet and for tests: the interface and the events of WETH9, 18 decimals
/// @notice Holds exactly one wei of the native coin for each wei of supply (and what was forced in besides).
contract MockWOKB is ERC20 {
    /// @notice `account` wrapped `amount` wei.
    event Deposit(address indexed account, uint256 amount);
    /// @notice `account` unwrapped `amount` wei.
    event Withdrawal(address indexed account, uint256 amount);

    constructor() ERC20("Wrapped OKB", "WOKB") {}

    receive() external payable {
        deposit();
    }

    /// @notice Wrap the value sent.
    function deposit() public payable {
        emit Deposit(msg.sender, msg.value);
        _mint(msg.sender, msg.value);
    }

    /// @notice Unwrap `amount` wei to the caller.
    function withdraw(uint256 amount) external {
        _burn(msg.sender, amount);
        emit Withdrawal(msg.sender, amount);
        Address.sendValue(payable(msg.sender), amount);
    }
}
