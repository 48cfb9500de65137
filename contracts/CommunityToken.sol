// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommunityToken} from "./interfaces/ICommunityToken.sol";
import {CommunityArgsLib} from "./libraries/CommunityArgsLib.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title The code behind every community token. The manual is in ICommunityToken
/// @dev OpenZeppelin's ERC20Permit fixes the domain's name in its constructor, which runs once for all clones; wallets
/// expect the token's own name there. So the permit is written out here, over the same parts.
/// The name and the symbol of a clone are in its immutable arguments, laid out in CommunityArgsLib.
contract CommunityToken is ICommunityToken, IERC5267, ERC20, Nonces {
    /// @dev Bit mask of ERC-5267: name, version, chain id and contract are in the domain.
    bytes1 private constant DOMAIN_FIELDS = 0x0f;
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    /// @inheritdoc ICommunityToken
    address public immutable market;
    address private immutable IMPLEMENTATION;

    /// @param market_ the only account that may mint and burn, for this code and for every clone of it
    constructor(address market_) ERC20("", "") {
        // The market deploys this code and names itself.
        // slither-disable-next-line missing-zero-check
        market = market_;
        IMPLEMENTATION = address(this);
    }

    /// @inheritdoc ICommunityToken
    function mint(address to, uint256 amount) external {
        if (msg.sender != market) revert NotMarket(msg.sender);
        _mint(to, amount);
    }

    /// @inheritdoc ICommunityToken
    function burn(address from, uint256 amount) external {
        if (msg.sender != market) revert NotMarket(msg.sender);
        _burn(from, amount);
    }

    /// @inheritdoc IERC20Permit
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        if (block.timestamp > deadline) revert ERC2612ExpiredSignature(deadline);
        bytes32 message = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        address signer = ECDSA.recover(MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), message), v, r, s);
        if (signer != owner) revert ERC2612InvalidSigner(signer, owner);
        _approve(owner, spender, value);
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name_,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (DOMAIN_FIELDS, name(), "1", block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return MessageHashUtils.toDomainSeparator(DOMAIN_FIELDS, name(), "1", block.chainid, address(this), bytes32(0));
    }

    /// @inheritdoc IERC20Metadata
    function name() public view override(ERC20, IERC20Metadata) returns (string memory name_) {
        (name_,) = _labels();
    }

    /// @inheritdoc IERC20Metadata
    function symbol() public view override(ERC20, IERC20Metadata) returns (string memory symbol_) {
        (, symbol_) = _labels();
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @dev The implementation itself is no clone and has no arguments: its labels are empty.
    function _labels() private view returns (string memory name_, string memory symbol_) {
        if (address(this) != IMPLEMENTATION) return CommunityArgsLib.labelsOf(address(this));
    }
}
