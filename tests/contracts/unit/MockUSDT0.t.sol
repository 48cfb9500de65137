// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MultisigWallet} from "../support/MultisigWallet.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

contract MockUSDT0Test is Test {
    bytes32 private constant NONCE = keccak256("any bytes, in any order");
    bytes32 private constant TRANSFER = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    MockUSDT0 private quote;
    address private alice;
    uint256 private key;
    address private bob = makeAddr("bob");
    uint256 private before;

    function setUp() public {
        vm.warp(1_800_000_000);
        (alice, key) = makeAddrAndKey("alice");
        quote = new MockUSDT0();
        quote.mint(alice, 100e6);
        before = block.timestamp + 60;
    }

    function test_describesItselfLikeTheRealOne() public view {
        assertEq(quote.name(), unicode"USD₮0");
        assertEq(quote.symbol(), unicode"USD₮0");
        assertEq(quote.decimals(), 6);
        (, string memory name, string memory version,,,,) = quote.eip712Domain();
        assertEq(name, unicode"USD₮0");
        assertEq(version, "1");
        assertEq(quote.DOMAIN_SEPARATOR(), _domain());
    }

    function test_transferWithAuthorization_bothForms() public {
        bytes32 digest = _digest(abi.encode(TRANSFER, alice, bob, 7, 0, before, NONCE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        quote.transferWithAuthorization(alice, bob, 7, 0, before, NONCE, v, r, s);
        assertEq(quote.balanceOf(bob), 7);
        assertTrue(quote.authorizationState(alice, NONCE));

        digest = _digest(abi.encode(TRANSFER, alice, bob, 8, 0, before, bytes32(0)));
        (v, r, s) = vm.sign(key, digest);
        quote.transferWithAuthorization(alice, bob, 8, 0, before, 0, abi.encodePacked(r, s, v));
        assertEq(quote.balanceOf(bob), 15);
    }

    function test_receiveWithAuthorization_bothForms() public {
        bytes32 digest = _digest(abi.encode(RECEIVE, alice, bob, 7, 0, before, NONCE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, bob));
        quote.receiveWithAuthorization(alice, bob, 7, 0, before, NONCE, abi.encodePacked(r, s, v));
        vm.prank(bob);
        quote.receiveWithAuthorization(alice, bob, 7, 0, before, NONCE, v, r, s);

        digest = _digest(abi.encode(RECEIVE, alice, bob, 8, 0, before, bytes32(0)));
        (v, r, s) = vm.sign(key, digest);
        vm.prank(bob);
        quote.receiveWithAuthorization(alice, bob, 8, 0, before, 0, abi.encodePacked(r, s, v));
        assertEq(quote.balanceOf(bob), 15);
    }

    function test_contractWalletsSignInBytes() public {
        MultisigWallet wallet = new MultisigWallet();
        quote.mint(address(wallet), 9);
        bytes32 digest = _digest(abi.encode(RECEIVE, wallet, bob, 9, 0, before, NONCE));
        vm.startPrank(bob);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        quote.receiveWithAuthorization(address(wallet), bob, 9, 0, before, NONCE, "");
        wallet.agree(digest);
        quote.receiveWithAuthorization(address(wallet), bob, 9, 0, before, NONCE, "");
        assertEq(quote.balanceOf(bob), 9);
    }

    function test_cancelAuthorization_bothForms() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(abi.encode(CANCEL, alice, NONCE)));
        quote.cancelAuthorization(alice, NONCE, v, r, s);
        assertTrue(quote.authorizationState(alice, NONCE));
        (v, r, s) = vm.sign(key, _digest(abi.encode(CANCEL, alice, bytes32(0))));
        quote.cancelAuthorization(alice, 0, abi.encodePacked(r, s, v));
        assertTrue(quote.authorizationState(alice, 0));
    }

    function test_RevertWhen_AuthorizationIsUsedTwice() public {
        bytes32 digest = _digest(abi.encode(TRANSFER, alice, bob, 7, 0, before, NONCE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        quote.transferWithAuthorization(alice, bob, 7, 0, before, NONCE, v, r, s);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, NONCE));
        quote.transferWithAuthorization(alice, bob, 7, 0, before, NONCE, abi.encodePacked(r, s, v));
    }

    function test_RevertWhen_AuthorizationIsEarlyOrLate() public {
        bytes32 digest = _digest(abi.encode(TRANSFER, alice, bob, 7, block.timestamp, before, NONCE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        vm.expectPartialRevert(ERC3009.ERC3009InvalidAuthorizationTime.selector);
        quote.transferWithAuthorization(alice, bob, 7, block.timestamp, before, NONCE, v, r, s);
        vm.warp(before);
        vm.expectPartialRevert(ERC3009.ERC3009InvalidAuthorizationTime.selector);
        quote.transferWithAuthorization(alice, bob, 7, before - 60, before, NONCE, v, r, s);
    }

    function test_RevertWhen_AmountWasChanged() public {
        bytes32 digest = _digest(abi.encode(TRANSFER, alice, bob, 7, 0, before, NONCE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        quote.transferWithAuthorization(alice, bob, 8, 0, before, NONCE, abi.encodePacked(r, s, v));
    }

    function _digest(bytes memory message) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _domain(), keccak256(message)));
    }

    function _domain() private view returns (bytes32) {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return
            keccak256(abi.encode(typeHash, keccak256(unicode"USD₮0"), keccak256("1"), block.chainid, address(quote)));
    }
}
