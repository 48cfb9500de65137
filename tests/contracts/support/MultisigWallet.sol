// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A contract that signs by ERC-1271: it accepts the digests its owners agreed on, whatever the bytes.
contract MultisigWallet is IERC1271 {
    mapping(bytes32 digest => bool) public agreed;

    function agree(bytes32 digest) external {
        agreed[digest] = true;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return agreed[digest] ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
