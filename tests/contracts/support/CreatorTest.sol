// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorRegistry} from "contracts/CreatorRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A registry with an attester whose key is known, at a time when clocks have a past.
abstract contract CreatorTest is Test {
    bytes32 internal constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(address creator,uint64 issuedAt,uint64 deadline)");
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    CreatorRegistry internal registry;
    address internal owner = makeAddr("owner");
    address internal attester;
    uint256 internal attesterKey;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        (attester, attesterKey) = makeAddrAndKey("attester");
        registry = new CreatorRegistry(owner, attester);
    }

    function newCreator(string memory name) internal returns (address creator) {
        creator = makeAddr(name);
        register(creator);
    }

    function register(address creator) internal returns (uint64) {
        return register(creator, uint64(block.timestamp));
    }

    function register(address creator, uint64 issuedAt) internal returns (uint64) {
        uint64 deadline = uint64(block.timestamp + 1 hours);
        return registry.register(creator, issuedAt, deadline, attest(creator, issuedAt, deadline));
    }

    function attest(address creator, uint64 issuedAt, uint64 deadline) internal view returns (bytes memory) {
        return attestFor(address(registry), block.chainid, attesterKey, creator, issuedAt, deadline);
    }

    /// @dev An attestation for any contract, chain and key. Built here from the standard, not from the contract.
    function attestFor(address target, uint256 chainId, uint256 key, address creator, uint64 issuedAt, uint64 deadline)
        internal
        pure
        returns (bytes memory)
    {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Planet CreatorRegistry"), keccak256("1"), chainId, target)
        );
        bytes32 message = keccak256(abi.encode(ATTESTATION_TYPEHASH, creator, issuedAt, deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, message)));
        return abi.encodePacked(r, s, v);
    }
}
