export * from "../../components/button";
