// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {MultisigWallet} from "../support/MultisigWallet.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {CreatorRegistry} from "contracts/CreatorRegistry.sol";
import {ICreatorRegistry} from "contracts/interfaces/ICreatorRegistry.sol";

contract CreatorRegistryTest is CreatorTest {
    bytes32 private constant HASH = keccak256("a text");
    address private alice = makeAddr("alice");
    uint64 private nowish;

    function setUp() public override {
        super.setUp();
        nowish = uint64(block.timestamp);
    }

    function test_RevertWhen_AttesterIsZero() public {
        vm.expectRevert(ICreatorRegistry.ZeroAddress.selector);
        new CreatorRegistry(owner, address(0));
    }

    function test_RevertWhen_OwnerIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new CreatorRegistry(address(0), attester);
    }

    function test_constructor_tellsTheFirstAttester() public {
        vm.expectEmit();
        emit ICreatorRegistry.AttesterChanged(address(0), attester);
        CreatorRegistry made = new CreatorRegistry(owner, attester);
        assertEq(made.owner(), owner);
        assertEq(made.attester(), attester);
    }

    function test_register_givesNumbersInOrder() public {
        vm.expectEmit(address(registry));
        emit ICreatorRegistry.CreatorRegistered(alice, 1, nowish);
        assertEq(register(alice), 1);
        address bob = newCreator("bob");

        assertTrue(registry.isCreator(alice));
        assertEq(registry.numberOf(bob), 2);
        assertEq(registry.verifiedNumberOf(bob), 2);
        assertEq(registry.creatorAt(1), alice);
        assertEq(registry.creatorAt(2), bob);
        assertEq(registry.creatorAt(3), address(0));
        assertEq(registry.creatorCount(), 2);
        assertEq(registry.revokedAt(alice), 0);
        assertFalse(registry.isCreator(address(this)), "whoever brings it is nobody");
    }

    function test_register_untilTheDeadlineItself() public {
        bytes memory signature = attest(alice, nowish, nowish);
        registry.register(alice, nowish, nowish, signature);
        assertTrue(registry.isCreator(alice));
    }

    function test_register_byContractAttester() public {
        MultisigWallet wallet = new MultisigWallet();
        vm.prank(owner);
        registry.setAttester(address(wallet));
        bytes32 domain = _domain();
        bytes32 message = keccak256(abi.encode(ATTESTATION_TYPEHASH, alice, nowish, nowish));

        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.InvalidAttestation.selector, alice));
        registry.register(alice, nowish, nowish, "");
        wallet.agree(keccak256(abi.encodePacked(hex"1901", domain, message)));
        registry.register(alice, nowish, nowish, "");
        assertTrue(registry.isCreator(alice));
    }

    function test_register_byAttesterWithDelegatedCode() public {
        // EIP-7702: the account has code that knows no ERC-1271, and signs with its key all the same.
        vm.etch(attester, abi.encodePacked(hex"ef0100", address(registry)));
        register(alice);
        assertTrue(registry.isCreator(alice));
    }

    function test_RevertWhen_CreatorIsZero() public {
        bytes memory signature = attest(address(0), nowish, nowish);
        vm.expectRevert(ICreatorRegistry.ZeroAddress.selector);
        registry.register(address(0), nowish, nowish, signature);
    }

    function test_RevertWhen_AttestationExpired() public {
        bytes memory signature = attest(alice, nowish, nowish);
        vm.warp(nowish + 1);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AttestationExpired.selector, nowish));
        registry.register(alice, nowish, nowish, signature);
    }

    function test_RevertWhen_AttestationFromTheFuture() public {
        bytes memory signature = attest(alice, nowish + 1, nowish + 1);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AttestationFromTheFuture.selector, nowish + 1));
        registry.register(alice, nowish + 1, nowish + 1, signature);
    }

    function test_RevertWhen_AlreadyRegistered() public {
        register(alice);
        bytes memory signature = attest(alice, nowish, nowish);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AlreadyRegistered.selector, alice));
        registry.register(alice, nowish, nowish, signature);
    }

    function test_RevertWhen_AttestationIssuedAtZero() public {
        bytes memory signature = attest(alice, 0, nowish);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AttestationStale.selector, 0, 0));
        registry.register(alice, 0, nowish, signature);
    }

    function test_RevertWhen_SignatureIsForAnother() public {
        bytes memory signature = attest(alice, nowish, nowish);
        _expectInvalid(address(this), nowish, nowish, signature);
    }

    function test_RevertWhen_AnyFieldWasChanged() public {
        bytes memory signature = attest(alice, nowish - 1, nowish + 1);
        _expectInvalid(alice, nowish, nowish + 1, signature);
        _expectInvalid(alice, nowish - 1, nowish + 2, signature);
        _expectInvalid(alice, nowish - 1, nowish + 1, abi.encodePacked(signature, uint8(0)));
        signature[3] ^= 0x01;
        _expectInvalid(alice, nowish - 1, nowish + 1, signature);
    }

    function test_RevertWhen_SignedByAnother() public {
        (, uint256 key) = makeAddrAndKey("somebody");
        bytes memory signature = attestFor(address(registry), block.chainid, key, alice, nowish, nowish);
        _expectInvalid(alice, nowish, nowish, signature);
    }

    function test_RevertWhen_ReplayedFromAnotherChain() public {
        bytes memory signature = attestFor(address(registry), 196, attesterKey, alice, nowish, nowish);
        _expectInvalid(alice, nowish, nowish, signature);
    }

    function test_RevertWhen_ReplayedFromAnotherRegistry() public {
        bytes memory signature = attestFor(address(this), block.chainid, attesterKey, alice, nowish, nowish);
        _expectInvalid(alice, nowish, nowish, signature);
    }

    function test_RevertWhen_AttesterWasReplaced() public {
        bytes memory signature = attest(alice, nowish, nowish);
        vm.prank(owner);
        registry.setAttester(address(this));
        _expectInvalid(alice, nowish, nowish, signature);
    }

    function test_revoke_takesBackAndKeepsTheNumber() public {
        register(alice);
        vm.warp(nowish + 7);
        vm.expectEmit(address(registry));
        emit ICreatorRegistry.CreatorRevoked(alice, nowish + 7);
        vm.prank(attester);
        registry.revoke(alice);

        assertFalse(registry.isCreator(alice));
        assertEq(registry.revokedAt(alice), nowish + 7);
        assertEq(registry.numberOf(alice), 1);
        assertEq(registry.verifiedNumberOf(alice), 0);
        assertEq(registry.creatorAt(1), alice);
    }

    function test_register_againAfterRevocation() public {
        register(alice);
        newCreator("bob");
        vm.prank(attester);
        registry.revoke(alice);
        vm.warp(nowish + 1);
        assertEq(register(alice), 1, "the same number");
        assertTrue(registry.isCreator(alice));
        assertEq(registry.creatorCount(), 2);
    }

    function test_RevertWhen_AttestationStale() public {
        register(alice);
        vm.warp(nowish + 10);
        vm.prank(attester);
        registry.revoke(alice);
        bytes memory signature = attest(alice, nowish + 10, nowish + 10);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AttestationStale.selector, nowish + 10, nowish + 10));
        registry.register(alice, nowish + 10, nowish + 10, signature);
    }

    function test_revoke_killsAnAttestationNotYetBrought() public {
        bytes memory signature = attest(alice, nowish, nowish + 1 hours);
        vm.prank(attester);
        registry.revoke(alice);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.AttestationStale.selector, nowish, nowish));
        registry.register(alice, nowish, nowish + 1 hours, signature);
        assertEq(registry.numberOf(alice), 0);
    }

    function test_RevertWhen_RevokerIsNotAttester() public {
        register(alice);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.NotAttester.selector, owner));
        vm.prank(owner);
        registry.revoke(alice);
    }

    function test_publish_underAParent() public {
        register(alice);
        address bob = newCreator("bob");
        vm.prank(alice);
        bytes32 trend = registry.publish(HASH, 0);
        assertEq(trend, keccak256(abi.encode(block.chainid, registry, alice, HASH)));
        assertEq(trend, registry.contentIdOf(alice, HASH));

        bytes32 post = registry.contentIdOf(bob, HASH);
        vm.expectEmit(address(registry));
        emit ICreatorRegistry.ContentPublished(post, bob, trend, HASH);
        vm.prank(bob);
        assertEq(registry.publish(HASH, trend), post);

        assertEq(registry.authorOf(trend), alice);
        assertEq(registry.authorOf(post), bob);
        assertEq(registry.parentOf(trend), 0);
        assertEq(registry.parentOf(post), trend);
    }

    function test_RevertWhen_PublisherIsNoCreator() public {
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.NotCreator.selector, alice));
        vm.prank(alice);
        registry.publish(HASH, 0);
    }

    function test_RevertWhen_PublisherWasRevoked() public {
        register(alice);
        vm.prank(alice);
        bytes32 post = registry.publish(HASH, 0);
        vm.prank(attester);
        registry.revoke(alice);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.NotCreator.selector, alice));
        vm.prank(alice);
        registry.publish(keccak256("more"), 0);
        assertEq(registry.authorOf(post), alice, "what was published stays");
    }

    function test_RevertWhen_ParentIsUnknown() public {
        register(alice);
        bytes32 self = registry.contentIdOf(alice, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.UnknownParent.selector, self));
        vm.prank(alice);
        registry.publish(HASH, self);
    }

    function test_RevertWhen_ContentExists() public {
        register(alice);
        vm.startPrank(alice);
        bytes32 post = registry.publish(HASH, 0);
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.ContentExists.selector, post));
        registry.publish(HASH, post);
    }

    function test_setAttester_byOwner() public {
        vm.expectEmit(address(registry));
        emit ICreatorRegistry.AttesterChanged(attester, alice);
        vm.prank(owner);
        registry.setAttester(alice);
        assertEq(registry.attester(), alice);
    }

    function test_RevertWhen_NewAttesterIsZero() public {
        vm.expectRevert(ICreatorRegistry.ZeroAddress.selector);
        vm.prank(owner);
        registry.setAttester(address(0));
    }

    function test_RevertWhen_SetterIsNotOwner() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, attester));
        vm.prank(attester);
        registry.setAttester(alice);
    }

    function test_ownership_passesInTwoSteps() public {
        vm.prank(owner);
        registry.transferOwnership(alice);
        assertEq(registry.owner(), owner);
        vm.prank(alice);
        registry.acceptOwnership();
        assertEq(registry.owner(), alice);
    }

    function _expectInvalid(address creator, uint64 issuedAt, uint64 deadline, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ICreatorRegistry.InvalidAttestation.selector, creator));
        registry.register(creator, issuedAt, deadline, signature);
    }

    function _domain() private view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Planet CreatorRegistry"), keccak256("1"), block.chainid, registry)
        );
    }
}
