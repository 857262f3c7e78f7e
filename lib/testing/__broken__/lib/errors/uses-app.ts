export * from "../../app/page";
