// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardTest} from "./RewardTest.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Signatures for `claimTo`, built here from the manual and the standard, not by the contract.
abstract contract ClaimToTest is RewardTest {
    bytes32 internal constant CLAIM_TO_TYPEHASH = keccak256(
        "ClaimTo(address account,address token,uint256 cumulative,address to,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    uint256 internal deadline;

    function setUp() public virtual override {
        super.setUp();
        deadline = block.timestamp + 30 days;
    }

    function digestOf(IRewardDistributor.Claim memory request, address to, uint256 nonce)
        internal
        view
        returns (bytes32)
    {
        return digestFor(address(distributor), block.chainid, request, to, nonce);
    }

    /// @dev The digest under any contract and chain.
    function digestFor(
        address target,
        uint256 chainId,
        IRewardDistributor.Claim memory request,
        address to,
        uint256 nonce
    ) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Planet RewardDistributor"), keccak256("1"), chainId, target)
        );
        bytes32 message = keccak256(
            abi.encode(CLAIM_TO_TYPEHASH, request.account, request.token, request.cumulative, to, nonce, deadline)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function expectInvalidSignature(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidSignature.selector, account));
    }
}
