// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorRegistry} from "contracts/CreatorRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Registers, revokes and publishes at random, often wrongly, and keeps its own book of what it was granted.
contract RegistryHandler is Test {
    struct Content {
        bytes32 id;
        address author;
        bytes32 parent;
    }

    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(address creator,uint64 issuedAt,uint64 deadline)");

    CreatorRegistry public immutable registry;
    uint256 private immutable KEY;
    bytes32 private immutable DOMAIN;

    address[] public accounts;
    Content[] public contents;
    mapping(bytes32 contentId => uint256 place) public placeOf;
    mapping(address account => bool) public verified;
    mapping(address account => uint64) public number;
    uint64 public numbersGiven;
    /// @notice Something was granted that the book forbids.
    bool public grantedWrongly;

    constructor(CreatorRegistry registry_, uint256 attesterKey) {
        registry = registry_;
        KEY = attesterKey;
        (, string memory name, string memory version,,,,) = registry_.eip712Domain();
        DOMAIN = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                registry_
            )
        );
        accounts = [makeAddr("ada"), makeAddr("ben"), makeAddr("cyd"), makeAddr("dan")];
    }

    /// @param age hours since the attestation was issued; time moves in hours too, so that dates often coincide
    /// @param trick one in eight is signed by another key, one in eight is dated in the future
    function register(uint256 who, uint256 age, uint256 trick) external {
        address account = _account(who);
        age = bound(age, 0, 24) * 1 hours;
        bool forged = trick % 8 == 0;
        bool ahead = trick % 8 == 1;
        uint64 issuedAt = uint64(ahead ? block.timestamp + age : block.timestamp - age);
        uint64 deadline = uint64(block.timestamp);
        bytes memory signature = _sign(forged ? 1 : KEY, account, issuedAt, deadline);
        uint64 revokedAt = registry.revokedAt(account);
        uint64 given = registry.register(account, issuedAt, deadline, signature);

        if (forged || verified[account] || issuedAt > block.timestamp || issuedAt <= revokedAt) grantedWrongly = true;
        if (number[account] == 0) number[account] = ++numbersGiven;
        if (given != number[account]) grantedWrongly = true;
        verified[account] = true;
    }

    /// @param dice one in four revokes, so that there are creators left to publish
    function revoke(uint256 who, uint256 dice) external {
        if (dice % 4 != 0) return;
        vm.prank(vm.addr(KEY));
        registry.revoke(_account(who));
        verified[_account(who)] = false;
    }

    /// @param parent 0 for none, else any earlier content, one in eight does not exist
    function publish(uint256 who, uint8 hash, uint256 parent) external {
        address account = _account(who);
        bytes32 above = _parent(parent);
        vm.prank(account);
        bytes32 id = registry.publish(bytes32(uint256(hash)), above);

        if (!verified[account] || placeOf[id] != 0 || (above != 0 && placeOf[above] == 0)) grantedWrongly = true;
        contents.push(Content(id, account, above));
        placeOf[id] = contents.length;
    }

    function wait(uint32 time) external {
        skip(bound(time, 1, 48) * 1 hours);
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    function contentCount() external view returns (uint256) {
        return contents.length;
    }

    function _parent(uint256 choice) private view returns (bytes32) {
        if (choice % 8 == 0) return keccak256(abi.encode(choice));
        if (choice % 8 == 1 || contents.length == 0) return 0;
        return contents[(choice >> 3) % contents.length].id;
    }

    function _sign(uint256 key, address account, uint64 issuedAt, uint64 deadline) private view returns (bytes memory) {
        bytes32 message = keccak256(abi.encode(ATTESTATION_TYPEHASH, account, issuedAt, deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", DOMAIN, message)));
        return abi.encodePacked(r, s, v);
    }

    function _account(uint256 who) private view returns (address) {
        return accounts[who % accounts.length];
    }
}
