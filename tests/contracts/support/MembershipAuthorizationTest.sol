// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "./MembershipTest.sol";

/// @dev A fan who signs instead of paying gas, and a relayer.
abstract contract MembershipAuthorizationTest is MembershipTest {
    bytes32 internal constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 internal constant SALT = "salt";

    struct Signed {
        address fan;
        address creator;
        uint32 tier;
        uint256 price;
        bytes32 contentId;
        bytes32 salt;
        uint256 validAfter;
        uint256 validBefore;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    address internal relayer = makeAddr("relayer");

    function sign(uint32 tier, uint256 price) internal view returns (Signed memory) {
        return signFor(address(membership), block.chainid, tier, price, POST, SALT);
    }

    /// @dev The fan's signature, its nonce built here from the manual, for any contract and chain id inside the nonce.
    function signFor(address target, uint256 chainId, uint32 tier, uint256 price, bytes32 contentId, bytes32 salt)
        internal
        view
        returns (Signed memory signed)
    {
        bytes32 nonce = keccak256(abi.encode(chainId, target, creator, uint256(tier), price, contentId, salt));
        signed = Signed(fan, creator, tier, price, contentId, salt, 0, block.timestamp + 1 hours, 0, 0, 0);
        bytes32 message =
            keccak256(abi.encode(RECEIVE_TYPEHASH, fan, target, price, signed.validAfter, signed.validBefore, nonce));
        (signed.v, signed.r, signed.s) =
            vm.sign(fanKey, keccak256(abi.encodePacked(hex"1901", usdt.DOMAIN_SEPARATOR(), message)));
    }

    function send(Signed memory signed) internal returns (uint256) {
        return membership.joinWithAuthorization(
            signed.fan,
            signed.creator,
            signed.tier,
            signed.price,
            signed.contentId,
            signed.salt,
            signed.validAfter,
            signed.validBefore,
            signed.v,
            signed.r,
            signed.s
        );
    }
}
