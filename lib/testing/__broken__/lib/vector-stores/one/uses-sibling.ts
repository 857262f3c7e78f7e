export * from "../two/thing";
