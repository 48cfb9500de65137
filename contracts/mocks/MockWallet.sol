// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract wallet for the local testnet and for tests: it signs by ERC-1271 with its owner's key
contract MockWallet is IERC1271 {
    address public owner;

    /// @notice Only the owner hands it on.
    error NotWalletOwner(address caller);

    constructor(address firstOwner) {
        owner = firstOwner;
    }

    /// @notice Hand the wallet on; what the owner before signed counts no longer.
    function setOwner(address newOwner) external {
        if (msg.sender != owner) revert NotWalletOwner(msg.sender);
        owner = newOwner;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(hash, signature);
        bool accepted = failure == ECDSA.RecoverError.NoError && signer == owner;
        return accepted ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
