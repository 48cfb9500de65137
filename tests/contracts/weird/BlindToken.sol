// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Takes any EIP-3009 authorization and says nothing of balances.
contract BlindToken {
    function receiveWithAuthorization(address, address, uint256, uint256, uint256, bytes32, uint8, bytes32, bytes32)
        external
        pure {}
}
