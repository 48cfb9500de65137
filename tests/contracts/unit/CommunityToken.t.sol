// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityToken} from "contracts/interfaces/ICommunityToken.sol";

contract CommunityTokenTest is MarketTest {
    address private holder;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (holder, key) = makeAddrAndKey("holder");
    }

    function test_labels_areTheClonesOwn() public {
        address other = newCreator("other");
        vm.prank(other);
        (address made,) =
            market.createCommunity(unicode"名前の長い星のファン!!", "X", 500, 0, 0, 0, block.timestamp);
        assertEq(token.name(), "Planet Fans");
        assertEq(token.symbol(), "FANS");
        assertEq(CommunityToken(made).name(), unicode"名前の長い星のファン!!");
        assertEq(CommunityToken(made).symbol(), "X");
        assertEq(token.decimals(), 18);
        assertEq(token.market(), address(market));
    }

    function test_implementation_isNoToken() public {
        CommunityToken code = CommunityToken(market.tokenImplementation());
        assertEq(code.name(), "");
        assertEq(code.symbol(), "");
        assertEq(code.totalSupply(), 0);
        vm.expectRevert(abi.encodeWithSelector(ICommunityToken.NotMarket.selector, address(this)));
        code.mint(address(this), 1);
    }

    function test_mintAndBurn_byTheMarket() public {
        vm.startPrank(address(market));
        token.mint(alice, 5);
        token.burn(alice, 2);
        assertEq(token.balanceOf(alice), 3);
        assertEq(token.totalSupply(), 3);
    }

    function test_RevertWhen_MinterIsNotMarket() public {
        vm.expectRevert(abi.encodeWithSelector(ICommunityToken.NotMarket.selector, creator));
        vm.prank(creator);
        token.mint(creator, 1);
    }

    function test_RevertWhen_BurnerIsNotMarket() public {
        buy(alice, 1e6);
        vm.expectRevert(abi.encodeWithSelector(ICommunityToken.NotMarket.selector, alice));
        vm.prank(alice);
        token.burn(alice, 1);
    }

    function test_domain_isTheClonesOwn() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address target,
            bytes32 salt,
            uint256[] memory extensions
        ) = token.eip712Domain();
        assertEq(fields, bytes1(0x0f));
        assertEq(name, "Planet Fans");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(target, address(token));
        assertEq(salt, 0);
        assertEq(extensions.length, 0);
        assertEq(token.DOMAIN_SEPARATOR(), _domain("Planet Fans", address(token)));
    }

    function test_domain_followsTheChain() public {
        vm.chainId(196);
        assertEq(token.DOMAIN_SEPARATOR(), _domain("Planet Fans", address(token)));
    }

    function test_permit_works() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(_domain("Planet Fans", address(token)), 7, 0, block.timestamp);
        token.permit(holder, alice, 7, block.timestamp, v, r, s);
        assertEq(token.allowance(holder, alice), 7);
        assertEq(token.nonces(holder), 1);
    }

    function test_RevertWhen_PermitExpired() public {
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = _sign(token.DOMAIN_SEPARATOR(), 7, 0, deadline);
        vm.expectRevert(abi.encodeWithSelector(ICommunityToken.ERC2612ExpiredSignature.selector, deadline));
        token.permit(holder, alice, 7, deadline, v, r, s);
    }

    function test_RevertWhen_PermitUsedTwice() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(token.DOMAIN_SEPARATOR(), 7, 0, block.timestamp);
        token.permit(holder, alice, 7, block.timestamp, v, r, s);
        vm.expectPartialRevert(ICommunityToken.ERC2612InvalidSigner.selector);
        token.permit(holder, alice, 7, block.timestamp, v, r, s);
    }

    function test_RevertWhen_PermitIsForAnotherCommunity() public {
        CommunityToken other = CommunityToken(newCommunity(newCreator("other"), 0));
        (uint8 v, bytes32 r, bytes32 s) = _sign(other.DOMAIN_SEPARATOR(), 7, 0, block.timestamp);
        vm.expectPartialRevert(ICommunityToken.ERC2612InvalidSigner.selector);
        token.permit(holder, alice, 7, block.timestamp, v, r, s);
    }

    function test_RevertWhen_PermitAmountWasChanged() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(token.DOMAIN_SEPARATOR(), 7, 0, block.timestamp);
        vm.expectPartialRevert(ICommunityToken.ERC2612InvalidSigner.selector);
        token.permit(holder, alice, 8, block.timestamp, v, r, s);
    }

    function test_RevertWhen_PermitOfNobody() public {
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        token.permit(address(0), alice, 7, block.timestamp, 0, 0, 0);
    }

    function _sign(bytes32 domain, uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return signPermit(domain, key, alice, value, nonce, deadline);
    }

    function _domain(string memory name, address target) private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, target));
    }
}
