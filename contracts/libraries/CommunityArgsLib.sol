// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

/// @title What a community fixes for ever, kept in the code of its token: 22 bytes there cost a fifth of a storage slot
/// @notice Layout: creator (20 bytes), fee in basis points (2), length of the name (1), name, symbol.
library CommunityArgsLib {
    using Bytes for bytes;

    uint256 private constant FEE_END = 22;
    uint256 private constant NAME_START = 23;

    /// @param name at most 32 bytes, checked by LabelLib
    function encode(address creator, uint16 feeBps, string calldata name, string calldata symbol)
        internal
        pure
        returns (bytes memory)
    {
        // forge-lint: disable-next-line(unsafe-typecast) at most 32
        return abi.encodePacked(creator, feeBps, uint8(bytes(name).length), name, symbol);
    }

    /// @param token a clone made with `encode`; nothing else may be asked
    function creatorOf(address token) internal view returns (address creator) {
        // As Clones.fetchCloneArgs does, 45 bytes into the clone's code, but only the 20 bytes that are asked for.
        assembly ("memory-safe") {
            extcodecopy(token, 0x00, 0x2d, 20)
            creator := shr(96, mload(0x00))
        }
    }

    /// @param token a clone made with `encode`; nothing else may be asked
    function feeOf(address token) internal view returns (uint16 feeBps) {
        assembly ("memory-safe") {
            extcodecopy(token, 0x00, 0x41, 2)
            feeBps := shr(240, mload(0x00))
        }
    }

    /// @param token a clone made with `encode`; nothing else may be asked
    function labelsOf(address token) internal view returns (string memory name, string memory symbol) {
        bytes memory args = Clones.fetchCloneArgs(token);
        uint256 nameEnd = NAME_START + uint256(uint8(args[FEE_END]));
        return (string(args.slice(NAME_START, nameEnd)), string(args.slice(nameEnd)));
    }
}
