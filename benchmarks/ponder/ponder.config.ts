import { readFileSync } from "node:fs";
import { createConfig, factory } from "ponder";
import type { Abi, AbiEvent } from "viem";

const { PLANET_RPC_URL, PLANET_DEPLOYMENT, PLANET_ABI, PLANET_MAX_RANGE } = process.env;
const record = JSON.parse(readFileSync(PLANET_DEPLOYMENT!, "utf8"));
const abiOf = (name: string): Abi => JSON.parse(readFileSync(`${PLANET_ABI}/${name}.json`, "utf8"));
const followed = (name: string) => ({
  chain: "planet" as const,
  abi: abiOf(name),
  address: record.contracts[name].address,
  startBlock: record.block,
});
const created = abiOf("CommunityMarket").find(
  (entry) => entry.type === "event" && entry.name === "CommunityCreated",
) as AbiEvent;

export default createConfig({
  chains: {
    planet: {
      id: record.chain_id,
      rpc: PLANET_RPC_URL,
      // as often as our own indexer looks; Ponder's default is a second
      pollingInterval: 200,
      ethGetLogsBlockRange: PLANET_MAX_RANGE ? Number(PLANET_MAX_RANGE) : undefined,
    },
  },
  contracts: {
    CommunityMarket: followed("CommunityMarket"),
    Tips: followed("Tips"),
    CommunityToken: {
      chain: "planet",
      abi: abiOf("CommunityToken"),
      address: factory({
        address: record.contracts.CommunityMarket.address,
        event: created,
        parameter: "token",
      }),
      startBlock: record.block,
    },
  },
});
