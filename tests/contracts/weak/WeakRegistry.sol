// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @dev The part of CreatorRegistry that the attacks use, with one defence taken away.
contract WeakRegistry {
    enum Weakness {
        None,
        TakesAnyParent,
        IdsWithoutAuthor,
        ForgetsRevocations,
        SignsNoContract
    }

    Weakness private immutable WEAKNESS;
    address public immutable attester;
    mapping(bytes32 contentId => address) public authorOf;
    mapping(bytes32 contentId => bytes32) public parentOf;
    mapping(address creator => uint64) private _issuedAt;
    mapping(address creator => uint64) private _revokedAt;

    error Refused();

    constructor(address attester_, Weakness weakness) {
        (attester, WEAKNESS) = (attester_, weakness);
    }

    function register(address creator, uint64 issuedAt, uint64 deadline, bytes calldata signature)
        external
        returns (uint64)
    {
        bool isStale = issuedAt <= _revokedAt[creator];
        if (isStale && !_is(Weakness.ForgetsRevocations)) revert Refused();
        address contract_ = _is(Weakness.SignsNoContract) ? address(0) : address(this);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Planet CreatorRegistry"),
                keccak256("1"),
                block.chainid,
                contract_
            )
        );
        bytes32 typehash = keccak256("Attestation(address creator,uint64 issuedAt,uint64 deadline)");
        bytes32 message = keccak256(abi.encode(typehash, creator, issuedAt, deadline));
        if (ECDSA.recover(MessageHashUtils.toTypedDataHash(domain, message), signature) != attester) revert Refused();
        _issuedAt[creator] = issuedAt;
        if (isStale) delete _revokedAt[creator];
        return 1;
    }

    function revoke(address creator) external {
        _revokedAt[creator] = uint64(block.timestamp);
    }

    function publish(bytes32 contentHash, bytes32 parent) external returns (bytes32 contentId) {
        if (!isCreator(msg.sender)) revert Refused();
        bool isKnown = parent == 0 || authorOf[parent] != address(0);
        if (!isKnown && !_is(Weakness.TakesAnyParent)) revert Refused();
        contentId = contentIdOf(msg.sender, contentHash);
        if (authorOf[contentId] != address(0)) revert Refused();
        authorOf[contentId] = msg.sender;
        parentOf[contentId] = parent;
    }

    function isCreator(address account) public view returns (bool) {
        return _issuedAt[account] > _revokedAt[account];
    }

    function contentIdOf(address author, bytes32 contentHash) public view returns (bytes32) {
        if (_is(Weakness.IdsWithoutAuthor)) author = address(0);
        return keccak256(abi.encode(block.chainid, address(this), author, contentHash));
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
