// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Tips} from "contracts/Tips.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A fan with money, an allowance and a key; a creator; a relayer who pays gas.
abstract contract TipsTest is Test {
    bytes32 internal constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 internal constant POST = keccak256("a post");
    bytes32 internal constant SALT = keccak256("salt");

    struct Authorization {
        address token;
        address creator;
        uint256 amount;
        bytes32 contentId;
        bytes32 salt;
        uint256 validAfter;
        uint256 validBefore;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    Tips internal tips;
    MockUSDT0 internal usdt;
    address internal fan;
    uint256 internal fanKey;
    address internal creator = makeAddr("creator");
    address internal relayer = makeAddr("relayer");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        (fan, fanKey) = makeAddrAndKey("fan");
        tips = new Tips();
        usdt = new MockUSDT0();
        usdt.mint(fan, 1000e6);
        vm.prank(fan);
        usdt.approve(address(tips), type(uint256).max);
    }

    /// @dev The fan's signature for this tip, its nonce built here from the manual and not by the contract.
    function authorize(address to, uint256 amount, bytes32 contentId, bytes32 salt)
        internal
        view
        returns (Authorization memory signed)
    {
        return authorizeFor(address(usdt), address(tips), block.chainid, to, amount, contentId, salt);
    }

    /// @dev The same for any token, and for any contract and chain id inside the nonce.
    function authorizeFor(
        address token,
        address target,
        uint256 chainId,
        address to,
        uint256 amount,
        bytes32 contentId,
        bytes32 salt
    ) internal view returns (Authorization memory signed) {
        bytes32 nonce = keccak256(abi.encode(chainId, target, token, to, contentId, amount, salt));
        signed = Authorization(token, to, amount, contentId, salt, 0, block.timestamp + 1 hours, 0, 0, 0);
        bytes32 message =
            keccak256(abi.encode(RECEIVE_TYPEHASH, fan, target, amount, signed.validAfter, signed.validBefore, nonce));
        (signed.v, signed.r, signed.s) =
            vm.sign(fanKey, keccak256(abi.encodePacked(hex"1901", IERC20Permit(token).DOMAIN_SEPARATOR(), message)));
    }

    function send(Authorization memory signed) internal {
        tips.tipWithAuthorization(
            fan,
            signed.token,
            signed.creator,
            signed.amount,
            signed.contentId,
            signed.salt,
            signed.validAfter,
            signed.validBefore,
            signed.v,
            signed.r,
            signed.s
        );
    }
}
