// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {ICreatorRegistry} from "contracts/interfaces/ICreatorRegistry.sol";

/// @dev The part of FollowGraph that the attacks use, with one defence taken away.
contract WeakFollowGraph {
    enum Weakness {
        None,
        CountsTwice,
        AsksOnUnfollow,
        Transferable,
        CallsTheReceiver
    }

    ICreatorRegistry private immutable REGISTRY;
    Weakness private immutable WEAKNESS;
    mapping(uint256 tokenId => address) public ownerOf;
    mapping(address follower => uint256) public balanceOf;

    error Refused();

    constructor(address registry, Weakness weakness) {
        REGISTRY = ICreatorRegistry(registry);
        WEAKNESS = weakness;
    }

    function follow(address creator, bytes32) external returns (uint256 tokenId) {
        if (!REGISTRY.isCreator(creator)) revert Refused();
        tokenId = tokenIdOf(msg.sender, creator);
        if (WEAKNESS != Weakness.CountsTwice && ownerOf[tokenId] != address(0)) revert Refused();
        ownerOf[tokenId] = msg.sender;
        ++balanceOf[msg.sender];
        if (WEAKNESS == Weakness.CallsTheReceiver && msg.sender.code.length > 0) {
            IERC721Receiver(msg.sender).onERC721Received(msg.sender, address(0), tokenId, "");
        }
    }

    function unfollow(address creator) external {
        if (WEAKNESS == Weakness.AsksOnUnfollow && !REGISTRY.isCreator(creator)) revert Refused();
        uint256 tokenId = tokenIdOf(msg.sender, creator);
        if (ownerOf[tokenId] != msg.sender) revert Refused();
        delete ownerOf[tokenId];
        --balanceOf[msg.sender];
    }

    function transferFrom(address from, address to, uint256 tokenId) external {
        if (WEAKNESS != Weakness.Transferable || ownerOf[tokenId] != msg.sender) revert Refused();
        uint256 moved = tokenId >> 160 << 160 | uint160(to);
        delete ownerOf[tokenId];
        ownerOf[moved] = to;
        --balanceOf[from];
        ++balanceOf[to];
    }

    function isFollowing(address follower, address creator) external view returns (bool) {
        return ownerOf[tokenIdOf(follower, creator)] == follower;
    }

    function tokenIdOf(address follower, address creator) public view returns (uint256) {
        return uint256(REGISTRY.numberOf(creator)) << 160 | uint160(follower);
    }
}
