// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTiers} from "./MembershipTiers.sol";
import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {IERC5643} from "./interfaces/IERC5643.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice Who holds which pass; the manual is {IMembership}. No money here.
/// @dev Not OpenZeppelin's ERC721: the id says who held the pass first, so a pass that never moved costs no slot for its
/// holder, 22,100 gas of every purchase. A pass exists while it has a lot.
abstract contract MembershipPasses is MembershipTiers, IERC721Errors {
    /// @dev A lot is one slot. Givers lie apart, so that a pass that was bought costs no slot for them.
    struct Pass {
        Lot current;
        Lot next;
        address currentGiver;
        address nextGiver;
    }

    uint256 private constant HOLDER_BITS = 160;
    uint256 private constant SERIAL_BITS = 32;

    /// @inheritdoc IERC721Metadata
    string public constant name = "Planet Pass";
    /// @inheritdoc IERC721Metadata
    string public constant symbol = "PASS";

    /// @inheritdoc IERC721
    mapping(address holder => mapping(address operator => bool)) public isApprovedForAll;
    mapping(uint256 id => Pass) internal _passes;
    mapping(address holder => uint256) private _balances;
    /// @dev The holder of a pass that has moved.
    mapping(uint256 id => address) private _movedTo;
    mapping(uint256 id => address) private _approved;

    /// @inheritdoc IERC721
    function approve(address to, uint256 id) external {
        address holder = _holderOfMovable(id);
        if (msg.sender != holder && !isApprovedForAll[holder][msg.sender]) revert ERC721InvalidApprover(msg.sender);
        _approved[id] = to;
        emit Approval(holder, to, id);
    }

    /// @inheritdoc IERC721
    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC721InvalidOperator(operator);
        isApprovedForAll[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 id) external {
        safeTransferFrom(from, to, id, "");
    }

    /// @inheritdoc IMembership
    function tierOf(uint256 id) external view returns (address creator, uint32 tier) {
        uint256 key = _keyOf(id);
        creator = _creators[key];
        if (creator != address(0)) tier = _tierOf(key);
    }

    /// @inheritdoc IMembership
    function soulboundIdOf(address creator, uint32 tier, address account) external view returns (uint256 id) {
        uint256 key = _keyAt(ICreatorRegistry(registry).numberOf(creator), tier);
        if (!_tiers[key].soulbound) revert UnknownTier(creator, tier);
        return _idOf(key, 0, account);
    }

    /// @inheritdoc IERC721
    function balanceOf(address holder) external view returns (uint256) {
        if (holder == address(0)) revert ERC721InvalidOwner(holder);
        return _balances[holder];
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 id) external view returns (address) {
        ownerOf(id);
        return _approved[id];
    }

    /// @inheritdoc IERC5192
    function locked(uint256 id) external view returns (bool) {
        ownerOf(id);
        return _isSoulbound(id);
    }

    /// @inheritdoc IERC721Metadata
    /// @return a data URI with the tier's name and number and the creator's number, as JSON
    function tokenURI(uint256 id) external view returns (string memory) {
        ownerOf(id);
        uint256 key = _keyOf(id);
        string memory tier = Strings.toString(_tierOf(key));
        string memory number = Strings.toString(_numberIn(key));
        string memory title = string.concat(Strings.escapeJSON(_names[key]), ", tier ", tier, " of creator ", number);
        string memory json = string.concat('{"name":"', title, '"}');
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IERC721).interfaceId
            || id == type(IERC721Metadata).interfaceId || id == type(IERC5192).interfaceId
            || id == type(IERC5643).interfaceId;
    }

    /// @inheritdoc IERC721
    function transferFrom(address from, address to, uint256 id) public {
        address holder = _holderOfMovable(id);
        if (holder != from) revert ERC721IncorrectOwner(from, id, holder);
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        if (msg.sender != holder && !isApprovedForAll[holder][msg.sender] && msg.sender != _approved[id]) {
            revert ERC721InsufficientApproval(msg.sender, id);
        }

        delete _approved[id];
        _movedTo[id] = to;
        --_balances[from];
        ++_balances[to];
        emit Transfer(from, to, id);
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 id, bytes memory data) public {
        transferFrom(from, to, id);
        ERC721Utils.checkOnERC721Received(msg.sender, from, to, id, data);
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 id) public view returns (address) {
        if (!_exists(id)) revert ERC721NonexistentToken(id);
        address moved = _isSoulbound(id) ? address(0) : _movedTo[id];
        // forge-lint: disable-next-line(unsafe-typecast) the first holder is the lower 160 bits
        return moved == address(0) ? address(uint160(id)) : moved;
    }

    /// @dev The caller gives the pass its first lot.
    function _mint(address to, uint256 id) internal {
        unchecked {
            // Nobody makes 2**256 passes.
            ++_balances[to];
        }
        emit Transfer(address(0), to, id);
        if (_isSoulbound(id)) emit Locked(id);
        else emit Unlocked(id);
    }

    /// @dev The pass and its time are no more, and its seat is free.
    function _burn(uint256 id) internal {
        address holder = ownerOf(id);
        // Where a pass moved and who was approved stays noted: such an id never returns.
        delete _passes[id];
        --_tiers[_keyOf(id)].taken;
        --_balances[holder];
        emit Transfer(holder, address(0), id);
    }

    function _exists(uint256 id) internal view returns (bool) {
        return _passes[id].current.lengthDays != 0;
    }

    /// @param serial 0 for a soulbound pass
    /// @param to the first holder
    function _idOf(uint256 key, uint256 serial, address to) internal pure returns (uint256) {
        return (key << SERIAL_BITS | serial) << HOLDER_BITS | uint160(to);
    }

    function _keyOf(uint256 id) internal pure returns (uint256) {
        return id >> (SERIAL_BITS + HOLDER_BITS);
    }

    function _holderOfMovable(uint256 id) private view returns (address holder) {
        holder = ownerOf(id);
        if (_isSoulbound(id)) revert Soulbound(id);
    }

    function _isSoulbound(uint256 id) private pure returns (bool) {
        // forge-lint: disable-next-line(unsafe-typecast) the serial is these 32 bits
        return uint32(id >> HOLDER_BITS) == 0;
    }
}
