// Written by `npm run gen`. Do not edit.
// @ts-nocheck
"use strict";

export default validate10;
const schema11 = {"type":"object","additionalProperties":false,"description":"Configuration of Gatewright, read by every door.","properties":{"gatewayApi":{"type":"string","pattern":"^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$","description":"Gateway API bundle and channel that the cluster has: 1.4/standard."},"kubernetes":{"type":"string","pattern":"^v?1\\.[0-9]+(\\.[0-9]+)?$","description":"Minor version of the API server, in quotes: \"1.34\"."},"profile":{"enum":["conformant","cilium","contour","envoy-gateway","gloo-gateway","higress","istio","kgateway","nginx-gateway-fabric","traefik","agentgateway","kong-operator","kong-ingress-controller","haproxy-ingress","aws-load-balancer-controller","aws-gateway-api-controller","gke-gateway","azure-application-gateway-for-containers","airlock-microgateway","gravitee-kubernetes-operator","varnish-gateway","cloud-provider-kind","kuma","linkerd"],"description":"The implementation that serves the gateways, such as envoy-gateway; conformant where absent."},"crds":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Files and folders with CustomResourceDefinitions to judge by instead of the built-in ones, relative to this file."},"policies":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Files and folders with ValidatingAdmissionPolicies and MutatingAdmissionPolicies to run, relative to this file."},"complete":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Kinds of which the files hold every object: Service, Namespace/shop, all."},"severities":{"type":"object","additionalProperties":{"enum":["error","warning","info","off"]},"description":"Severity by code (GWA-XRT-001), rule name (duplicate-route-match) or area (GWA-XRT); off silences."},"ignore":{"type":"array","description":"Findings to leave out. Everything that an entry gives must hold.","items":{"type":"object","additionalProperties":false,"required":["reason"],"properties":{"rules":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Codes, rule names or areas; every rule where absent."},"files":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Files by their path as given, with * for any text: vendor/*."},"kinds":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Kinds of the object: HTTPRoute."},"namespaces":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Namespaces of the object, by name or with * for any text."},"names":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Names of the object, by name or with * for any text."},"reason":{"type":"string","minLength":1,"description":"Why: for whoever finds this entry in a year."}}}},"minSeverity":{"enum":["error","warning","info"],"description":"Findings below it are left out; info where absent."},"failOn":{"enum":["error","warning","info","never"],"description":"From which severity on the linter exits with 1; error where absent."},"admission":{"type":"object","additionalProperties":false,"description":"What the admission webhook does with its findings.","properties":{"enforcement":{"type":"array","description":"What becomes of a finding. Without a line that holds, errors about the object alone deny and everything else warns.","items":{"type":"object","additionalProperties":false,"required":["action"],"properties":{"action":{"enum":["deny","warn","audit"],"description":"deny: the request is refused (never by rules that may only warn). warn: the user sees a warning. audit: only the log, the metrics and the audit annotations know."},"rules":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Codes (GWA-XRT-001), rule names (duplicate-route-match) or areas (GWA-XRT); every rule where absent."},"namespaces":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Namespaces of the object, by name or with * for any text: team-*."},"namespaceLabels":{"type":"object","additionalProperties":{"type":"string"},"description":"Labels that the namespace of the object carries."},"labels":{"type":"object","additionalProperties":{"type":"string"},"description":"Labels that the object carries."},"users":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"User names, with * for any text: system:serviceaccount:argocd:*."},"groups":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Groups of which the user is in at least one, with * for any text."}}}},"protect":{"enum":["deny","warn","off"],"description":"What happens to a change or a deletion that breaks other live objects, and to a route that takes requests over from them; warn where absent."},"overload":{"enum":["allow","reject"],"description":"What requests get that cannot be judged in time: allow with a warning (where absent), or 429 so that failurePolicy decides."},"ignoreUsers":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Users whose requests are neither judged nor changed, with * for any text."}}},"defaults":{"type":"object","additionalProperties":false,"description":"What is filled in where an author left it out; each default by its name.","properties":{"gateway-class-name":{"type":"boolean","description":"Gateways without a class get the one that is marked as default. On where absent."},"parent-refs":{"type":"boolean","description":"Routes without a parent get the default Gateway of their namespace. On where absent."},"hostnames":{"type":"boolean","description":"Routes without a hostname get one from the domain of their namespace. On where absent."},"hostname-case":{"type":"boolean","description":"Hostnames are spelt in lower case, without a final dot. Where absent, in files only."},"timeouts":{"type":"array","description":"Timeouts for rules that have none. The first line that holds decides.","items":{"type":"object","additionalProperties":false,"anyOf":[{"required":["request"]},{"required":["backendRequest"]}],"properties":{"namespaces":{"type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","minLength":1},"description":"Namespaces by name, or with * for any text."},"classes":{"type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","minLength":1},"description":"GatewayClasses of a Gateway that the route names, by name or with * for any text."},"request":{"type":"string","pattern":"^([0-9]{1,5}(h|m|s|ms)){1,4}$","description":"From the first byte of the request to the last of the answer. A duration of Gateway API: 30s, 1m30s."},"backendRequest":{"type":"string","pattern":"^([0-9]{1,5}(h|m|s|ms)){1,4}$","description":"For one attempt at a backend; at most `request`. A duration of Gateway API: 30s, 1m30s."}}}},"section-name":{"type":"boolean","description":"Parent references name the listener, where exactly one can serve the route. Off where absent."},"backend-port":{"type":"boolean","description":"Backends without a port get the only port of their Service. Where absent, in files only."},"allowed-listeners":{"type":"boolean","description":"Gateways say that they take no listeners of ListenerSets. Off where absent."},"infrastructure-labels":{"type":"array","minItems":1,"maxItems":8,"items":{"type":"string","minLength":1},"description":"Labels that the infrastructure of a Gateway takes over from its namespace."},"ingress-class-name":{"type":"boolean","description":"Ingresses without a class get the default one of their namespace. On where absent."}}}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = (text => [...text].length);
const pattern0 = new RegExp("^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$", "u");
const pattern1 = new RegExp("^v?1\\.[0-9]+(\\.[0-9]+)?$", "u");
const pattern2 = new RegExp("^([0-9]{1,5}(h|m|s|ms)){1,4}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.gatewayApi !== undefined){
let data0 = data.gatewayApi;
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
const err1 = {instancePath:instancePath+"/gatewayApi",schemaPath:"#/properties/gatewayApi/pattern",keyword:"pattern",params:{pattern: "^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$"},message:"must match pattern \""+"^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$"+"\"",schema:"^v?1\\.[0-9]+(\\.[0-9]+)?(/(standard|experimental))?$",parentSchema:schema11.properties.gatewayApi,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/gatewayApi",schemaPath:"#/properties/gatewayApi/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.gatewayApi.type,parentSchema:schema11.properties.gatewayApi,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.kubernetes !== undefined){
let data1 = data.kubernetes;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
const err3 = {instancePath:instancePath+"/kubernetes",schemaPath:"#/properties/kubernetes/pattern",keyword:"pattern",params:{pattern: "^v?1\\.[0-9]+(\\.[0-9]+)?$"},message:"must match pattern \""+"^v?1\\.[0-9]+(\\.[0-9]+)?$"+"\"",schema:"^v?1\\.[0-9]+(\\.[0-9]+)?$",parentSchema:schema11.properties.kubernetes,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/kubernetes",schemaPath:"#/properties/kubernetes/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.kubernetes.type,parentSchema:schema11.properties.kubernetes,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.profile !== undefined){
let data2 = data.profile;
if(!((((((((((((((((((((((((data2 === "conformant") || (data2 === "cilium")) || (data2 === "contour")) || (data2 === "envoy-gateway")) || (data2 === "gloo-gateway")) || (data2 === "higress")) || (data2 === "istio")) || (data2 === "kgateway")) || (data2 === "nginx-gateway-fabric")) || (data2 === "traefik")) || (data2 === "agentgateway")) || (data2 === "kong-operator")) || (data2 === "kong-ingress-controller")) || (data2 === "haproxy-ingress")) || (data2 === "aws-load-balancer-controller")) || (data2 === "aws-gateway-api-controller")) || (data2 === "gke-gateway")) || (data2 === "azure-application-gateway-for-containers")) || (data2 === "airlock-microgateway")) || (data2 === "gravitee-kubernetes-operator")) || (data2 === "varnish-gateway")) || (data2 === "cloud-provider-kind")) || (data2 === "kuma")) || (data2 === "linkerd"))){
const err5 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/enum",keyword:"enum",params:{allowedValues: schema11.properties.profile.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.profile.enum,parentSchema:schema11.properties.profile,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.crds !== undefined){
let data3 = data.crds;
if(Array.isArray(data3)){
if(data3.length < 1){
const err6 = {instancePath:instancePath+"/crds",schemaPath:"#/properties/crds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.crds,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func3(data4) < 1){
const err7 = {instancePath:instancePath+"/crds/" + i0,schemaPath:"#/properties/crds/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.crds.items,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/crds/" + i0,schemaPath:"#/properties/crds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.crds.items.type,parentSchema:schema11.properties.crds.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/crds",schemaPath:"#/properties/crds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.crds.type,parentSchema:schema11.properties.crds,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.policies !== undefined){
let data5 = data.policies;
if(Array.isArray(data5)){
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.policies,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func3(data6) < 1){
const err11 = {instancePath:instancePath+"/policies/" + i1,schemaPath:"#/properties/policies/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.policies.items,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/policies/" + i1,schemaPath:"#/properties/policies/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.policies.items.type,parentSchema:schema11.properties.policies.items,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.policies.type,parentSchema:schema11.properties.policies,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.complete !== undefined){
let data7 = data.complete;
if(Array.isArray(data7)){
if(data7.length < 1){
const err14 = {instancePath:instancePath+"/complete",schemaPath:"#/properties/complete/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.complete,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
let data8 = data7[i2];
if(typeof data8 === "string"){
if(func3(data8) < 1){
const err15 = {instancePath:instancePath+"/complete/" + i2,schemaPath:"#/properties/complete/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.complete.items,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/complete/" + i2,schemaPath:"#/properties/complete/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.complete.items.type,parentSchema:schema11.properties.complete.items,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/complete",schemaPath:"#/properties/complete/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.complete.type,parentSchema:schema11.properties.complete,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.severities !== undefined){
let data9 = data.severities;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 in data9){
let data10 = data9[key1];
if(!((((data10 === "error") || (data10 === "warning")) || (data10 === "info")) || (data10 === "off"))){
const err18 = {instancePath:instancePath+"/severities/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/severities/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema11.properties.severities.additionalProperties.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.severities.additionalProperties.enum,parentSchema:schema11.properties.severities.additionalProperties,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/severities",schemaPath:"#/properties/severities/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.severities.type,parentSchema:schema11.properties.severities,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.ignore !== undefined){
let data11 = data.ignore;
if(Array.isArray(data11)){
const len3 = data11.length;
for(let i3=0; i3<len3; i3++){
let data12 = data11[i3];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.reason === undefined){
const err20 = {instancePath:instancePath+"/ignore/" + i3,schemaPath:"#/properties/ignore/items/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'",schema:schema11.properties.ignore.items.required,parentSchema:schema11.properties.ignore.items,data:data12};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key2 in data12){
if(!((((((key2 === "rules") || (key2 === "files")) || (key2 === "kinds")) || (key2 === "namespaces")) || (key2 === "names")) || (key2 === "reason"))){
const err21 = {instancePath:instancePath+"/ignore/" + i3,schemaPath:"#/properties/ignore/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.ignore.items,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data12.rules !== undefined){
let data13 = data12.rules;
if(Array.isArray(data13)){
if(data13.length < 1){
const err22 = {instancePath:instancePath+"/ignore/" + i3+"/rules",schemaPath:"#/properties/ignore/items/properties/rules/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.ignore.items.properties.rules,data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len4 = data13.length;
for(let i4=0; i4<len4; i4++){
let data14 = data13[i4];
if(typeof data14 === "string"){
if(func3(data14) < 1){
const err23 = {instancePath:instancePath+"/ignore/" + i3+"/rules/" + i4,schemaPath:"#/properties/ignore/items/properties/rules/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.rules.items,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/ignore/" + i3+"/rules/" + i4,schemaPath:"#/properties/ignore/items/properties/rules/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.rules.items.type,parentSchema:schema11.properties.ignore.items.properties.rules.items,data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/ignore/" + i3+"/rules",schemaPath:"#/properties/ignore/items/properties/rules/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.items.properties.rules.type,parentSchema:schema11.properties.ignore.items.properties.rules,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.files !== undefined){
let data15 = data12.files;
if(Array.isArray(data15)){
if(data15.length < 1){
const err26 = {instancePath:instancePath+"/ignore/" + i3+"/files",schemaPath:"#/properties/ignore/items/properties/files/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.ignore.items.properties.files,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len5 = data15.length;
for(let i5=0; i5<len5; i5++){
let data16 = data15[i5];
if(typeof data16 === "string"){
if(func3(data16) < 1){
const err27 = {instancePath:instancePath+"/ignore/" + i3+"/files/" + i5,schemaPath:"#/properties/ignore/items/properties/files/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.files.items,data:data16};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/ignore/" + i3+"/files/" + i5,schemaPath:"#/properties/ignore/items/properties/files/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.files.items.type,parentSchema:schema11.properties.ignore.items.properties.files.items,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/ignore/" + i3+"/files",schemaPath:"#/properties/ignore/items/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.items.properties.files.type,parentSchema:schema11.properties.ignore.items.properties.files,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.kinds !== undefined){
let data17 = data12.kinds;
if(Array.isArray(data17)){
if(data17.length < 1){
const err30 = {instancePath:instancePath+"/ignore/" + i3+"/kinds",schemaPath:"#/properties/ignore/items/properties/kinds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.ignore.items.properties.kinds,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len6 = data17.length;
for(let i6=0; i6<len6; i6++){
let data18 = data17[i6];
if(typeof data18 === "string"){
if(func3(data18) < 1){
const err31 = {instancePath:instancePath+"/ignore/" + i3+"/kinds/" + i6,schemaPath:"#/properties/ignore/items/properties/kinds/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.kinds.items,data:data18};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/ignore/" + i3+"/kinds/" + i6,schemaPath:"#/properties/ignore/items/properties/kinds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.kinds.items.type,parentSchema:schema11.properties.ignore.items.properties.kinds.items,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/ignore/" + i3+"/kinds",schemaPath:"#/properties/ignore/items/properties/kinds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.items.properties.kinds.type,parentSchema:schema11.properties.ignore.items.properties.kinds,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data12.namespaces !== undefined){
let data19 = data12.namespaces;
if(Array.isArray(data19)){
if(data19.length < 1){
const err34 = {instancePath:instancePath+"/ignore/" + i3+"/namespaces",schemaPath:"#/properties/ignore/items/properties/namespaces/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.ignore.items.properties.namespaces,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len7 = data19.length;
for(let i7=0; i7<len7; i7++){
let data20 = data19[i7];
if(typeof data20 === "string"){
if(func3(data20) < 1){
const err35 = {instancePath:instancePath+"/ignore/" + i3+"/namespaces/" + i7,schemaPath:"#/properties/ignore/items/properties/namespaces/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.namespaces.items,data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/ignore/" + i3+"/namespaces/" + i7,schemaPath:"#/properties/ignore/items/properties/namespaces/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.namespaces.items.type,parentSchema:schema11.properties.ignore.items.properties.namespaces.items,data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/ignore/" + i3+"/namespaces",schemaPath:"#/properties/ignore/items/properties/namespaces/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.items.properties.namespaces.type,parentSchema:schema11.properties.ignore.items.properties.namespaces,data:data19};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data12.names !== undefined){
let data21 = data12.names;
if(Array.isArray(data21)){
if(data21.length < 1){
const err38 = {instancePath:instancePath+"/ignore/" + i3+"/names",schemaPath:"#/properties/ignore/items/properties/names/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.ignore.items.properties.names,data:data21};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const len8 = data21.length;
for(let i8=0; i8<len8; i8++){
let data22 = data21[i8];
if(typeof data22 === "string"){
if(func3(data22) < 1){
const err39 = {instancePath:instancePath+"/ignore/" + i3+"/names/" + i8,schemaPath:"#/properties/ignore/items/properties/names/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.names.items,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/ignore/" + i3+"/names/" + i8,schemaPath:"#/properties/ignore/items/properties/names/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.names.items.type,parentSchema:schema11.properties.ignore.items.properties.names.items,data:data22};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/ignore/" + i3+"/names",schemaPath:"#/properties/ignore/items/properties/names/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.items.properties.names.type,parentSchema:schema11.properties.ignore.items.properties.names,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data12.reason !== undefined){
let data23 = data12.reason;
if(typeof data23 === "string"){
if(func3(data23) < 1){
const err42 = {instancePath:instancePath+"/ignore/" + i3+"/reason",schemaPath:"#/properties/ignore/items/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ignore.items.properties.reason,data:data23};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/ignore/" + i3+"/reason",schemaPath:"#/properties/ignore/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.properties.reason.type,parentSchema:schema11.properties.ignore.items.properties.reason,data:data23};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/ignore/" + i3,schemaPath:"#/properties/ignore/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.ignore.items.type,parentSchema:schema11.properties.ignore.items,data:data12};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/ignore",schemaPath:"#/properties/ignore/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.type,parentSchema:schema11.properties.ignore,data:data11};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.minSeverity !== undefined){
let data24 = data.minSeverity;
if(!(((data24 === "error") || (data24 === "warning")) || (data24 === "info"))){
const err46 = {instancePath:instancePath+"/minSeverity",schemaPath:"#/properties/minSeverity/enum",keyword:"enum",params:{allowedValues: schema11.properties.minSeverity.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.minSeverity.enum,parentSchema:schema11.properties.minSeverity,data:data24};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.failOn !== undefined){
let data25 = data.failOn;
if(!((((data25 === "error") || (data25 === "warning")) || (data25 === "info")) || (data25 === "never"))){
const err47 = {instancePath:instancePath+"/failOn",schemaPath:"#/properties/failOn/enum",keyword:"enum",params:{allowedValues: schema11.properties.failOn.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.failOn.enum,parentSchema:schema11.properties.failOn,data:data25};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.admission !== undefined){
let data26 = data.admission;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key3 in data26){
if(!((((key3 === "enforcement") || (key3 === "protect")) || (key3 === "overload")) || (key3 === "ignoreUsers"))){
const err48 = {instancePath:instancePath+"/admission",schemaPath:"#/properties/admission/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.admission,data:data26};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data26.enforcement !== undefined){
let data27 = data26.enforcement;
if(Array.isArray(data27)){
const len9 = data27.length;
for(let i9=0; i9<len9; i9++){
let data28 = data27[i9];
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.action === undefined){
const err49 = {instancePath:instancePath+"/admission/enforcement/" + i9,schemaPath:"#/properties/admission/properties/enforcement/items/required",keyword:"required",params:{missingProperty: "action"},message:"must have required property '"+"action"+"'",schema:schema11.properties.admission.properties.enforcement.items.required,parentSchema:schema11.properties.admission.properties.enforcement.items,data:data28};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key4 in data28){
if(!(((((((key4 === "action") || (key4 === "rules")) || (key4 === "namespaces")) || (key4 === "namespaceLabels")) || (key4 === "labels")) || (key4 === "users")) || (key4 === "groups"))){
const err50 = {instancePath:instancePath+"/admission/enforcement/" + i9,schemaPath:"#/properties/admission/properties/enforcement/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.admission.properties.enforcement.items,data:data28};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data28.action !== undefined){
let data29 = data28.action;
if(!(((data29 === "deny") || (data29 === "warn")) || (data29 === "audit"))){
const err51 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/action",schemaPath:"#/properties/admission/properties/enforcement/items/properties/action/enum",keyword:"enum",params:{allowedValues: schema11.properties.admission.properties.enforcement.items.properties.action.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.admission.properties.enforcement.items.properties.action.enum,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.action,data:data29};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data28.rules !== undefined){
let data30 = data28.rules;
if(Array.isArray(data30)){
if(data30.length < 1){
const err52 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/rules",schemaPath:"#/properties/admission/properties/enforcement/items/properties/rules/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.rules,data:data30};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len10 = data30.length;
for(let i10=0; i10<len10; i10++){
let data31 = data30[i10];
if(typeof data31 === "string"){
if(func3(data31) < 1){
const err53 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/rules/" + i10,schemaPath:"#/properties/admission/properties/enforcement/items/properties/rules/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.rules.items,data:data31};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/rules/" + i10,schemaPath:"#/properties/admission/properties/enforcement/items/properties/rules/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.rules.items.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.rules.items,data:data31};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/rules",schemaPath:"#/properties/admission/properties/enforcement/items/properties/rules/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.enforcement.items.properties.rules.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.rules,data:data30};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data28.namespaces !== undefined){
let data32 = data28.namespaces;
if(Array.isArray(data32)){
if(data32.length < 1){
const err56 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaces",schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaces/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaces,data:data32};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
const len11 = data32.length;
for(let i11=0; i11<len11; i11++){
let data33 = data32[i11];
if(typeof data33 === "string"){
if(func3(data33) < 1){
const err57 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaces/" + i11,schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaces/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaces.items,data:data33};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaces/" + i11,schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaces/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.namespaces.items.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaces.items,data:data33};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaces",schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaces/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.enforcement.items.properties.namespaces.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaces,data:data32};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data28.namespaceLabels !== undefined){
let data34 = data28.namespaceLabels;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key5 in data34){
let data35 = data34[key5];
if(typeof data35 !== "string"){
const err60 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaceLabels/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaceLabels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.namespaceLabels.additionalProperties.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaceLabels.additionalProperties,data:data35};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/namespaceLabels",schemaPath:"#/properties/admission/properties/enforcement/items/properties/namespaceLabels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.admission.properties.enforcement.items.properties.namespaceLabels.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.namespaceLabels,data:data34};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data28.labels !== undefined){
let data36 = data28.labels;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key6 in data36){
let data37 = data36[key6];
if(typeof data37 !== "string"){
const err62 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/labels/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/admission/properties/enforcement/items/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.labels.additionalProperties.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.labels.additionalProperties,data:data37};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/labels",schemaPath:"#/properties/admission/properties/enforcement/items/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.admission.properties.enforcement.items.properties.labels.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.labels,data:data36};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data28.users !== undefined){
let data38 = data28.users;
if(Array.isArray(data38)){
if(data38.length < 1){
const err64 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/users",schemaPath:"#/properties/admission/properties/enforcement/items/properties/users/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.users,data:data38};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
const len12 = data38.length;
for(let i12=0; i12<len12; i12++){
let data39 = data38[i12];
if(typeof data39 === "string"){
if(func3(data39) < 1){
const err65 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/users/" + i12,schemaPath:"#/properties/admission/properties/enforcement/items/properties/users/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.users.items,data:data39};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/users/" + i12,schemaPath:"#/properties/admission/properties/enforcement/items/properties/users/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.users.items.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.users.items,data:data39};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/users",schemaPath:"#/properties/admission/properties/enforcement/items/properties/users/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.enforcement.items.properties.users.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.users,data:data38};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data28.groups !== undefined){
let data40 = data28.groups;
if(Array.isArray(data40)){
if(data40.length < 1){
const err68 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/groups",schemaPath:"#/properties/admission/properties/enforcement/items/properties/groups/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.groups,data:data40};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
const len13 = data40.length;
for(let i13=0; i13<len13; i13++){
let data41 = data40[i13];
if(typeof data41 === "string"){
if(func3(data41) < 1){
const err69 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/groups/" + i13,schemaPath:"#/properties/admission/properties/enforcement/items/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.groups.items,data:data41};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/groups/" + i13,schemaPath:"#/properties/admission/properties/enforcement/items/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.enforcement.items.properties.groups.items.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.groups.items,data:data41};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/admission/enforcement/" + i9+"/groups",schemaPath:"#/properties/admission/properties/enforcement/items/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.enforcement.items.properties.groups.type,parentSchema:schema11.properties.admission.properties.enforcement.items.properties.groups,data:data40};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/admission/enforcement/" + i9,schemaPath:"#/properties/admission/properties/enforcement/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.admission.properties.enforcement.items.type,parentSchema:schema11.properties.admission.properties.enforcement.items,data:data28};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/admission/enforcement",schemaPath:"#/properties/admission/properties/enforcement/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.enforcement.type,parentSchema:schema11.properties.admission.properties.enforcement,data:data27};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data26.protect !== undefined){
let data42 = data26.protect;
if(!(((data42 === "deny") || (data42 === "warn")) || (data42 === "off"))){
const err74 = {instancePath:instancePath+"/admission/protect",schemaPath:"#/properties/admission/properties/protect/enum",keyword:"enum",params:{allowedValues: schema11.properties.admission.properties.protect.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.admission.properties.protect.enum,parentSchema:schema11.properties.admission.properties.protect,data:data42};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data26.overload !== undefined){
let data43 = data26.overload;
if(!((data43 === "allow") || (data43 === "reject"))){
const err75 = {instancePath:instancePath+"/admission/overload",schemaPath:"#/properties/admission/properties/overload/enum",keyword:"enum",params:{allowedValues: schema11.properties.admission.properties.overload.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.admission.properties.overload.enum,parentSchema:schema11.properties.admission.properties.overload,data:data43};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data26.ignoreUsers !== undefined){
let data44 = data26.ignoreUsers;
if(Array.isArray(data44)){
if(data44.length < 1){
const err76 = {instancePath:instancePath+"/admission/ignoreUsers",schemaPath:"#/properties/admission/properties/ignoreUsers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.admission.properties.ignoreUsers,data:data44};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
const len14 = data44.length;
for(let i14=0; i14<len14; i14++){
let data45 = data44[i14];
if(typeof data45 === "string"){
if(func3(data45) < 1){
const err77 = {instancePath:instancePath+"/admission/ignoreUsers/" + i14,schemaPath:"#/properties/admission/properties/ignoreUsers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.admission.properties.ignoreUsers.items,data:data45};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/admission/ignoreUsers/" + i14,schemaPath:"#/properties/admission/properties/ignoreUsers/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.admission.properties.ignoreUsers.items.type,parentSchema:schema11.properties.admission.properties.ignoreUsers.items,data:data45};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/admission/ignoreUsers",schemaPath:"#/properties/admission/properties/ignoreUsers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.admission.properties.ignoreUsers.type,parentSchema:schema11.properties.admission.properties.ignoreUsers,data:data44};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/admission",schemaPath:"#/properties/admission/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.admission.type,parentSchema:schema11.properties.admission,data:data26};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.defaults !== undefined){
let data46 = data.defaults;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key7 in data46){
if(!(func2.call(schema11.properties.defaults.properties, key7))){
const err81 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.defaults,data:data46};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data46["gateway-class-name"] !== undefined){
let data47 = data46["gateway-class-name"];
if(typeof data47 !== "boolean"){
const err82 = {instancePath:instancePath+"/defaults/gateway-class-name",schemaPath:"#/properties/defaults/properties/gateway-class-name/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["gateway-class-name"].type,parentSchema:schema11.properties.defaults.properties["gateway-class-name"],data:data47};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data46["parent-refs"] !== undefined){
let data48 = data46["parent-refs"];
if(typeof data48 !== "boolean"){
const err83 = {instancePath:instancePath+"/defaults/parent-refs",schemaPath:"#/properties/defaults/properties/parent-refs/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["parent-refs"].type,parentSchema:schema11.properties.defaults.properties["parent-refs"],data:data48};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data46.hostnames !== undefined){
let data49 = data46.hostnames;
if(typeof data49 !== "boolean"){
const err84 = {instancePath:instancePath+"/defaults/hostnames",schemaPath:"#/properties/defaults/properties/hostnames/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties.hostnames.type,parentSchema:schema11.properties.defaults.properties.hostnames,data:data49};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data46["hostname-case"] !== undefined){
let data50 = data46["hostname-case"];
if(typeof data50 !== "boolean"){
const err85 = {instancePath:instancePath+"/defaults/hostname-case",schemaPath:"#/properties/defaults/properties/hostname-case/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["hostname-case"].type,parentSchema:schema11.properties.defaults.properties["hostname-case"],data:data50};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data46.timeouts !== undefined){
let data51 = data46.timeouts;
if(Array.isArray(data51)){
const len15 = data51.length;
for(let i15=0; i15<len15; i15++){
let data52 = data51[i15];
const _errs108 = errors;
let valid40 = false;
const _errs109 = errors;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
if(data52.request === undefined){
const err86 = {instancePath:instancePath+"/defaults/timeouts/" + i15,schemaPath:"#/properties/defaults/properties/timeouts/items/anyOf/0/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'",schema:schema11.properties.defaults.properties.timeouts.items.anyOf[0].required,parentSchema:schema11.properties.defaults.properties.timeouts.items.anyOf[0],data:data52};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
var _valid0 = _errs109 === errors;
valid40 = valid40 || _valid0;
if(!valid40){
const _errs110 = errors;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
if(data52.backendRequest === undefined){
const err87 = {instancePath:instancePath+"/defaults/timeouts/" + i15,schemaPath:"#/properties/defaults/properties/timeouts/items/anyOf/1/required",keyword:"required",params:{missingProperty: "backendRequest"},message:"must have required property '"+"backendRequest"+"'",schema:schema11.properties.defaults.properties.timeouts.items.anyOf[1].required,parentSchema:schema11.properties.defaults.properties.timeouts.items.anyOf[1],data:data52};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
var _valid0 = _errs110 === errors;
valid40 = valid40 || _valid0;
}
if(!valid40){
const err88 = {instancePath:instancePath+"/defaults/timeouts/" + i15,schemaPath:"#/properties/defaults/properties/timeouts/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema11.properties.defaults.properties.timeouts.items.anyOf,parentSchema:schema11.properties.defaults.properties.timeouts.items,data:data52};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
else {
errors = _errs108;
if(vErrors !== null){
if(_errs108){
vErrors.length = _errs108;
}
else {
vErrors = null;
}
}
}
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key8 in data52){
if(!((((key8 === "namespaces") || (key8 === "classes")) || (key8 === "request")) || (key8 === "backendRequest"))){
const err89 = {instancePath:instancePath+"/defaults/timeouts/" + i15,schemaPath:"#/properties/defaults/properties/timeouts/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.defaults.properties.timeouts.items,data:data52};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data52.namespaces !== undefined){
let data53 = data52.namespaces;
if(Array.isArray(data53)){
if(data53.length > 1000){
const err90 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/namespaces",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/namespaces/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces,data:data53};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(data53.length < 1){
const err91 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/namespaces",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/namespaces/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces,data:data53};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const len16 = data53.length;
for(let i16=0; i16<len16; i16++){
let data54 = data53[i16];
if(typeof data54 === "string"){
if(func3(data54) < 1){
const err92 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/namespaces/" + i16,schemaPath:"#/properties/defaults/properties/timeouts/items/properties/namespaces/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces.items,data:data54};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/namespaces/" + i16,schemaPath:"#/properties/defaults/properties/timeouts/items/properties/namespaces/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces.items.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces.items,data:data54};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/namespaces",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/namespaces/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.namespaces,data:data53};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data52.classes !== undefined){
let data55 = data52.classes;
if(Array.isArray(data55)){
if(data55.length > 1000){
const err95 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/classes",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/classes/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.classes,data:data55};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data55.length < 1){
const err96 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/classes",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/classes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.classes,data:data55};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
const len17 = data55.length;
for(let i17=0; i17<len17; i17++){
let data56 = data55[i17];
if(typeof data56 === "string"){
if(func3(data56) < 1){
const err97 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/classes/" + i17,schemaPath:"#/properties/defaults/properties/timeouts/items/properties/classes/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.classes.items,data:data56};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/classes/" + i17,schemaPath:"#/properties/defaults/properties/timeouts/items/properties/classes/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaults.properties.timeouts.items.properties.classes.items.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.classes.items,data:data56};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/classes",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/classes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.defaults.properties.timeouts.items.properties.classes.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.classes,data:data55};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data52.request !== undefined){
let data57 = data52.request;
if(typeof data57 === "string"){
if(!pattern2.test(data57)){
const err100 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/request",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/request/pattern",keyword:"pattern",params:{pattern: "^([0-9]{1,5}(h|m|s|ms)){1,4}$"},message:"must match pattern \""+"^([0-9]{1,5}(h|m|s|ms)){1,4}$"+"\"",schema:"^([0-9]{1,5}(h|m|s|ms)){1,4}$",parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.request,data:data57};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
else {
const err101 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/request",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/request/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaults.properties.timeouts.items.properties.request.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.request,data:data57};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data52.backendRequest !== undefined){
let data58 = data52.backendRequest;
if(typeof data58 === "string"){
if(!pattern2.test(data58)){
const err102 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/backendRequest",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/backendRequest/pattern",keyword:"pattern",params:{pattern: "^([0-9]{1,5}(h|m|s|ms)){1,4}$"},message:"must match pattern \""+"^([0-9]{1,5}(h|m|s|ms)){1,4}$"+"\"",schema:"^([0-9]{1,5}(h|m|s|ms)){1,4}$",parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.backendRequest,data:data58};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/defaults/timeouts/" + i15+"/backendRequest",schemaPath:"#/properties/defaults/properties/timeouts/items/properties/backendRequest/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaults.properties.timeouts.items.properties.backendRequest.type,parentSchema:schema11.properties.defaults.properties.timeouts.items.properties.backendRequest,data:data58};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/defaults/timeouts/" + i15,schemaPath:"#/properties/defaults/properties/timeouts/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.defaults.properties.timeouts.items.type,parentSchema:schema11.properties.defaults.properties.timeouts.items,data:data52};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/defaults/timeouts",schemaPath:"#/properties/defaults/properties/timeouts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.defaults.properties.timeouts.type,parentSchema:schema11.properties.defaults.properties.timeouts,data:data51};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data46["section-name"] !== undefined){
let data59 = data46["section-name"];
if(typeof data59 !== "boolean"){
const err106 = {instancePath:instancePath+"/defaults/section-name",schemaPath:"#/properties/defaults/properties/section-name/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["section-name"].type,parentSchema:schema11.properties.defaults.properties["section-name"],data:data59};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data46["backend-port"] !== undefined){
let data60 = data46["backend-port"];
if(typeof data60 !== "boolean"){
const err107 = {instancePath:instancePath+"/defaults/backend-port",schemaPath:"#/properties/defaults/properties/backend-port/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["backend-port"].type,parentSchema:schema11.properties.defaults.properties["backend-port"],data:data60};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data46["allowed-listeners"] !== undefined){
let data61 = data46["allowed-listeners"];
if(typeof data61 !== "boolean"){
const err108 = {instancePath:instancePath+"/defaults/allowed-listeners",schemaPath:"#/properties/defaults/properties/allowed-listeners/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["allowed-listeners"].type,parentSchema:schema11.properties.defaults.properties["allowed-listeners"],data:data61};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data46["infrastructure-labels"] !== undefined){
let data62 = data46["infrastructure-labels"];
if(Array.isArray(data62)){
if(data62.length > 8){
const err109 = {instancePath:instancePath+"/defaults/infrastructure-labels",schemaPath:"#/properties/defaults/properties/infrastructure-labels/maxItems",keyword:"maxItems",params:{limit: 8},message:"must NOT have more than 8 items",schema:8,parentSchema:schema11.properties.defaults.properties["infrastructure-labels"],data:data62};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(data62.length < 1){
const err110 = {instancePath:instancePath+"/defaults/infrastructure-labels",schemaPath:"#/properties/defaults/properties/infrastructure-labels/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.defaults.properties["infrastructure-labels"],data:data62};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
const len18 = data62.length;
for(let i18=0; i18<len18; i18++){
let data63 = data62[i18];
if(typeof data63 === "string"){
if(func3(data63) < 1){
const err111 = {instancePath:instancePath+"/defaults/infrastructure-labels/" + i18,schemaPath:"#/properties/defaults/properties/infrastructure-labels/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.defaults.properties["infrastructure-labels"].items,data:data63};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
else {
const err112 = {instancePath:instancePath+"/defaults/infrastructure-labels/" + i18,schemaPath:"#/properties/defaults/properties/infrastructure-labels/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaults.properties["infrastructure-labels"].items.type,parentSchema:schema11.properties.defaults.properties["infrastructure-labels"].items,data:data63};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
else {
const err113 = {instancePath:instancePath+"/defaults/infrastructure-labels",schemaPath:"#/properties/defaults/properties/infrastructure-labels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.defaults.properties["infrastructure-labels"].type,parentSchema:schema11.properties.defaults.properties["infrastructure-labels"],data:data62};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data46["ingress-class-name"] !== undefined){
let data64 = data46["ingress-class-name"];
if(typeof data64 !== "boolean"){
const err114 = {instancePath:instancePath+"/defaults/ingress-class-name",schemaPath:"#/properties/defaults/properties/ingress-class-name/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.defaults.properties["ingress-class-name"].type,parentSchema:schema11.properties.defaults.properties["ingress-class-name"],data:data64};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
else {
const err115 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.defaults.type,parentSchema:schema11.properties.defaults,data:data46};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
