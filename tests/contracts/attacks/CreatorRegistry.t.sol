// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {WeakRegistry} from "../weak/WeakRegistry.sol";
import {CreatorRegistry} from "contracts/CreatorRegistry.sol";

/// @dev Creators and strangers who lie about who is who, and what came first. Each attack is made on the contract, where
/// it fails, and on a copy without the defence, where it succeeds.
contract CreatorRegistryAttacks is CreatorTest {
    bytes32 private constant HASH = keccak256("a post");
    address private mallory = makeAddr("mallory");
    address private honest = makeAddr("honest");

    /// @dev Two contents, each the other's parent: their ids can be worked out before they exist.
    function test_cycle_ofParentsCannotBeMade() public {
        assertFalse(_makeCycle());
        _weaken(WeakRegistry.Weakness.TakesAnyParent);
        assertTrue(_makeCycle());
    }

    /// @dev Mallory sees the honest creator's publication on its way and publishes the same hash first.
    function test_squatting_takesNobodysContent() public {
        assertEq(_squat(), honest);
        _weaken(WeakRegistry.Weakness.IdsWithoutAuthor);
        assertEq(_squat(), mallory);
    }

    /// @dev The attestation from before the revocation is brought once more.
    function test_replay_ofAnOldAttestationDoesNotUndoARevocation() public {
        assertFalse(_registerAgain());
        _weaken(WeakRegistry.Weakness.ForgetsRevocations);
        assertTrue(_registerAgain());
    }

    /// @dev An attestation for a registry of the same attester's that nobody guards.
    function test_replay_ofAnotherContractsAttestationIsRefused() public {
        assertFalse(_registerByAnother(makeAddr("another registry")));
        _weaken(WeakRegistry.Weakness.SignsNoContract);
        assertTrue(_registerByAnother(address(0)));
    }

    function test_replay_ofAnotherChainsAttestationIsRefused() public {
        uint64 now_ = uint64(block.timestamp);
        bytes memory signature =
            attestFor(address(registry), block.chainid + 1, attesterKey, mallory, now_, now_ + 1 hours);
        (bool registered,) =
            address(registry).call(abi.encodeCall(registry.register, (mallory, now_, now_ + 1 hours, signature)));
        assertFalse(registered);
    }

    function _makeCycle() private returns (bool) {
        register(mallory);
        bytes32 first = registry.contentIdOf(mallory, "first");
        bytes32 second = registry.contentIdOf(mallory, "second");
        vm.startPrank(mallory);
        try registry.publish("first", second) {} catch {}
        try registry.publish("second", first) {} catch {}
        vm.stopPrank();
        return registry.parentOf(first) == second && registry.parentOf(second) == first;
    }

    /// @return the author of what the honest creator has written
    function _squat() private returns (address) {
        register(mallory);
        register(honest);
        vm.prank(mallory);
        registry.publish(HASH, 0);
        vm.prank(honest);
        try registry.publish(HASH, 0) {} catch {}
        return registry.authorOf(registry.contentIdOf(honest, HASH));
    }

    /// @return whether mallory is a creator in spite of the revocation
    function _registerAgain() private returns (bool) {
        uint64 issuedAt = uint64(block.timestamp);
        bytes memory signature = attest(mallory, issuedAt, issuedAt + 1 hours);
        registry.register(mallory, issuedAt, issuedAt + 1 hours, signature);
        vm.prank(attester);
        registry.revoke(mallory);
        try registry.register(mallory, issuedAt, issuedAt + 1 hours, signature) {} catch {}
        return registry.isCreator(mallory);
    }

    /// @return whether an attestation for `target` makes mallory a creator here
    function _registerByAnother(address target) private returns (bool) {
        uint64 now_ = uint64(block.timestamp);
        bytes memory signature = attestFor(target, block.chainid, attesterKey, mallory, now_, now_ + 1 hours);
        try registry.register(mallory, now_, now_ + 1 hours, signature) {} catch {}
        return registry.isCreator(mallory);
    }

    /// @dev From now on the attacks are made on the copy.
    function _weaken(WeakRegistry.Weakness weakness) private {
        registry = CreatorRegistry(address(new WeakRegistry(attester, weakness)));
    }
}
