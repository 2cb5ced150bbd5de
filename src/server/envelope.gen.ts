// Written by `npm run gen`. Do not edit.
// @ts-nocheck
"use strict";

export default validate10;
const schema11 = {"type":"object","required":["request"],"properties":{"request":{"type":"object","required":["uid","kind","resource","operation","userInfo"],"properties":{"uid":{"type":"string","minLength":1,"maxLength":256},"kind":{"type":"object","required":["version","kind"],"properties":{"group":{"type":"string"},"version":{"type":"string"},"kind":{"type":"string"}}},"resource":{"type":"object","required":["version","resource"],"properties":{"group":{"type":"string"},"version":{"type":"string"},"resource":{"type":"string"}}},"subResource":{"type":"string"},"name":{"type":"string"},"namespace":{"type":"string"},"operation":{"enum":["CREATE","UPDATE","DELETE","CONNECT"]},"userInfo":{"type":"object","properties":{"username":{"type":"string"},"groups":{"type":["array","null"],"items":{"type":"string"}}}},"object":{"type":["object","null"],"required":["apiVersion","kind"],"properties":{"apiVersion":{"type":"string","minLength":1},"kind":{"type":"string","minLength":1},"metadata":{"type":"object","properties":{"name":{"type":"string"},"namespace":{"type":"string"},"generateName":{"type":"string"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}}}},"oldObject":{"type":["object","null"],"required":["apiVersion","kind"],"properties":{"apiVersion":{"type":"string","minLength":1},"kind":{"type":"string","minLength":1},"metadata":{"type":"object","properties":{"name":{"type":"string"},"namespace":{"type":"string"},"generateName":{"type":"string"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}}}},"dryRun":{"type":["boolean","null"]}},"if":{"properties":{"operation":{"const":"CONNECT"}}},"else":{"properties":{"object":{"required":["metadata"]},"oldObject":{"required":["metadata"]}}}}}};
const func2 = (text => [...text].length);

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.request === undefined) && (missing0 = "request")){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'",schema:schema11.required,parentSchema:schema11,data}];
return false;
}
else {
if(data.request !== undefined){
let data0 = data.request;
const _errs1 = errors;
const _errs3 = errors;
let valid1 = true;
const _errs4 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.operation !== undefined){
if("CONNECT" !== data0.operation){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs4 === errors;
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs6 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.object !== undefined){
let data2 = data0.object;
const _errs7 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if((data2.metadata === undefined) && (missing1 = "metadata")){
validate10.errors = [{instancePath:instancePath+"/request/object",schemaPath:"#/properties/request/else/properties/object/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'",schema:schema11.properties.request.else.properties.object.required,parentSchema:schema11.properties.request.else.properties.object,data:data2}];
return false;
}
}
var valid3 = _errs7 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data0.oldObject !== undefined){
let data3 = data0.oldObject;
const _errs8 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing2;
if((data3.metadata === undefined) && (missing2 = "metadata")){
validate10.errors = [{instancePath:instancePath+"/request/oldObject",schemaPath:"#/properties/request/else/properties/oldObject/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'",schema:schema11.properties.request.else.properties.oldObject.required,parentSchema:schema11.properties.request.else.properties.oldObject,data:data3}];
return false;
}
}
var valid3 = _errs8 === errors;
}
else {
var valid3 = true;
}
}
}
var _valid0 = _errs6 === errors;
valid1 = _valid0;
}
if(!valid1){
const err1 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema11.properties.request.if,parentSchema:schema11.properties.request,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate10.errors = vErrors;
return false;
}
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing3;
if((((((data0.uid === undefined) && (missing3 = "uid")) || ((data0.kind === undefined) && (missing3 = "kind"))) || ((data0.resource === undefined) && (missing3 = "resource"))) || ((data0.operation === undefined) && (missing3 = "operation"))) || ((data0.userInfo === undefined) && (missing3 = "userInfo"))){
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'",schema:schema11.properties.request.required,parentSchema:schema11.properties.request,data:data0}];
return false;
}
else {
if(data0.uid !== undefined){
let data4 = data0.uid;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data4 === "string"){
if(func2(data4) > 256){
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema11.properties.request.properties.uid,data:data4}];
return false;
}
else {
if(func2(data4) < 1){
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.uid,data:data4}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.uid.type,parentSchema:schema11.properties.request.properties.uid,data:data4}];
return false;
}
}
var valid4 = _errs9 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.kind !== undefined){
let data5 = data0.kind;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing4;
if(((data5.version === undefined) && (missing4 = "version")) || ((data5.kind === undefined) && (missing4 = "kind"))){
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'",schema:schema11.properties.request.properties.kind.required,parentSchema:schema11.properties.request.properties.kind,data:data5}];
return false;
}
else {
if(data5.group !== undefined){
let data6 = data5.group;
const _errs13 = errors;
if(typeof data6 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/group",schemaPath:"#/properties/request/properties/kind/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.group.type,parentSchema:schema11.properties.request.properties.kind.properties.group,data:data6}];
return false;
}
var valid5 = _errs13 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.version !== undefined){
let data7 = data5.version;
const _errs15 = errors;
if(typeof data7 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/version",schemaPath:"#/properties/request/properties/kind/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.version.type,parentSchema:schema11.properties.request.properties.kind.properties.version,data:data7}];
return false;
}
var valid5 = _errs15 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.kind !== undefined){
let data8 = data5.kind;
const _errs17 = errors;
if(typeof data8 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/kind",schemaPath:"#/properties/request/properties/kind/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.kind.type,parentSchema:schema11.properties.request.properties.kind.properties.kind,data:data8}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.kind.type,parentSchema:schema11.properties.request.properties.kind,data:data5}];
return false;
}
}
var valid4 = _errs11 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.resource !== undefined){
let data9 = data0.resource;
const _errs19 = errors;
if(errors === _errs19){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing5;
if(((data9.version === undefined) && (missing5 = "version")) || ((data9.resource === undefined) && (missing5 = "resource"))){
validate10.errors = [{instancePath:instancePath+"/request/resource",schemaPath:"#/properties/request/properties/resource/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'",schema:schema11.properties.request.properties.resource.required,parentSchema:schema11.properties.request.properties.resource,data:data9}];
return false;
}
else {
if(data9.group !== undefined){
let data10 = data9.group;
const _errs21 = errors;
if(typeof data10 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/group",schemaPath:"#/properties/request/properties/resource/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.group.type,parentSchema:schema11.properties.request.properties.resource.properties.group,data:data10}];
return false;
}
var valid6 = _errs21 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data9.version !== undefined){
let data11 = data9.version;
const _errs23 = errors;
if(typeof data11 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/version",schemaPath:"#/properties/request/properties/resource/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.version.type,parentSchema:schema11.properties.request.properties.resource.properties.version,data:data11}];
return false;
}
var valid6 = _errs23 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data9.resource !== undefined){
let data12 = data9.resource;
const _errs25 = errors;
if(typeof data12 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/resource",schemaPath:"#/properties/request/properties/resource/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.resource.type,parentSchema:schema11.properties.request.properties.resource.properties.resource,data:data12}];
return false;
}
var valid6 = _errs25 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/resource",schemaPath:"#/properties/request/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.resource.type,parentSchema:schema11.properties.request.properties.resource,data:data9}];
return false;
}
}
var valid4 = _errs19 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.subResource !== undefined){
let data13 = data0.subResource;
const _errs27 = errors;
if(typeof data13 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/subResource",schemaPath:"#/properties/request/properties/subResource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.subResource.type,parentSchema:schema11.properties.request.properties.subResource,data:data13}];
return false;
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.name !== undefined){
let data14 = data0.name;
const _errs29 = errors;
if(typeof data14 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/name",schemaPath:"#/properties/request/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.name.type,parentSchema:schema11.properties.request.properties.name,data:data14}];
return false;
}
var valid4 = _errs29 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.namespace !== undefined){
let data15 = data0.namespace;
const _errs31 = errors;
if(typeof data15 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/namespace",schemaPath:"#/properties/request/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.namespace.type,parentSchema:schema11.properties.request.properties.namespace,data:data15}];
return false;
}
var valid4 = _errs31 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.operation !== undefined){
let data16 = data0.operation;
const _errs33 = errors;
if(!((((data16 === "CREATE") || (data16 === "UPDATE")) || (data16 === "DELETE")) || (data16 === "CONNECT"))){
validate10.errors = [{instancePath:instancePath+"/request/operation",schemaPath:"#/properties/request/properties/operation/enum",keyword:"enum",params:{allowedValues: schema11.properties.request.properties.operation.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.request.properties.operation.enum,parentSchema:schema11.properties.request.properties.operation,data:data16}];
return false;
}
var valid4 = _errs33 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.userInfo !== undefined){
let data17 = data0.userInfo;
const _errs34 = errors;
if(errors === _errs34){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.username !== undefined){
let data18 = data17.username;
const _errs36 = errors;
if(typeof data18 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/username",schemaPath:"#/properties/request/properties/userInfo/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.userInfo.properties.username.type,parentSchema:schema11.properties.request.properties.userInfo.properties.username,data:data18}];
return false;
}
var valid7 = _errs36 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data17.groups !== undefined){
let data19 = data17.groups;
const _errs38 = errors;
if((!(Array.isArray(data19))) && (data19 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups",schemaPath:"#/properties/request/properties/userInfo/properties/groups/type",keyword:"type",params:{type: schema11.properties.request.properties.userInfo.properties.groups.type},message:"must be array,null",schema:schema11.properties.request.properties.userInfo.properties.groups.type,parentSchema:schema11.properties.request.properties.userInfo.properties.groups,data:data19}];
return false;
}
if(errors === _errs38){
if(Array.isArray(data19)){
var valid8 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
const _errs40 = errors;
if(typeof data20 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups/" + i0,schemaPath:"#/properties/request/properties/userInfo/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.userInfo.properties.groups.items.type,parentSchema:schema11.properties.request.properties.userInfo.properties.groups.items,data:data20}];
return false;
}
var valid8 = _errs40 === errors;
if(!valid8){
break;
}
}
}
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/userInfo",schemaPath:"#/properties/request/properties/userInfo/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.userInfo.type,parentSchema:schema11.properties.request.properties.userInfo,data:data17}];
return false;
}
}
var valid4 = _errs34 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.object !== undefined){
let data21 = data0.object;
const _errs42 = errors;
if((!(data21 && typeof data21 == "object" && !Array.isArray(data21))) && (data21 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object",schemaPath:"#/properties/request/properties/object/type",keyword:"type",params:{type: schema11.properties.request.properties.object.type},message:"must be object,null",schema:schema11.properties.request.properties.object.type,parentSchema:schema11.properties.request.properties.object,data:data21}];
return false;
}
if(errors === _errs42){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
let missing6;
if(((data21.apiVersion === undefined) && (missing6 = "apiVersion")) || ((data21.kind === undefined) && (missing6 = "kind"))){
validate10.errors = [{instancePath:instancePath+"/request/object",schemaPath:"#/properties/request/properties/object/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'",schema:schema11.properties.request.properties.object.required,parentSchema:schema11.properties.request.properties.object,data:data21}];
return false;
}
else {
if(data21.apiVersion !== undefined){
let data22 = data21.apiVersion;
const _errs44 = errors;
if(errors === _errs44){
if(typeof data22 === "string"){
if(func2(data22) < 1){
validate10.errors = [{instancePath:instancePath+"/request/object/apiVersion",schemaPath:"#/properties/request/properties/object/properties/apiVersion/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.object.properties.apiVersion,data:data22}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/apiVersion",schemaPath:"#/properties/request/properties/object/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.apiVersion.type,parentSchema:schema11.properties.request.properties.object.properties.apiVersion,data:data22}];
return false;
}
}
var valid9 = _errs44 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data21.kind !== undefined){
let data23 = data21.kind;
const _errs46 = errors;
if(errors === _errs46){
if(typeof data23 === "string"){
if(func2(data23) < 1){
validate10.errors = [{instancePath:instancePath+"/request/object/kind",schemaPath:"#/properties/request/properties/object/properties/kind/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.object.properties.kind,data:data23}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/kind",schemaPath:"#/properties/request/properties/object/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.kind.type,parentSchema:schema11.properties.request.properties.object.properties.kind,data:data23}];
return false;
}
}
var valid9 = _errs46 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data21.metadata !== undefined){
let data24 = data21.metadata;
const _errs48 = errors;
if(errors === _errs48){
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.name !== undefined){
let data25 = data24.name;
const _errs50 = errors;
if(typeof data25 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/name",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.name.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.name,data:data25}];
return false;
}
var valid10 = _errs50 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.namespace !== undefined){
let data26 = data24.namespace;
const _errs52 = errors;
if(typeof data26 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/namespace",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.namespace,data:data26}];
return false;
}
var valid10 = _errs52 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.generateName !== undefined){
let data27 = data24.generateName;
const _errs54 = errors;
if(typeof data27 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/generateName",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/generateName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.generateName.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.generateName,data:data27}];
return false;
}
var valid10 = _errs54 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.labels !== undefined){
let data28 = data24.labels;
const _errs56 = errors;
if((!(data28 && typeof data28 == "object" && !Array.isArray(data28))) && (data28 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/labels",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.request.properties.object.properties.metadata.properties.labels.type},message:"must be object,null",schema:schema11.properties.request.properties.object.properties.metadata.properties.labels.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.labels,data:data28}];
return false;
}
if(errors === _errs56){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key0 in data28){
let data29 = data28[key0];
const _errs59 = errors;
if(typeof data29 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/labels/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/object/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.labels.additionalProperties,data:data29}];
return false;
}
var valid11 = _errs59 === errors;
if(!valid11){
break;
}
}
}
}
var valid10 = _errs56 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data24.annotations !== undefined){
let data30 = data24.annotations;
const _errs61 = errors;
if((!(data30 && typeof data30 == "object" && !Array.isArray(data30))) && (data30 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/annotations",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.request.properties.object.properties.metadata.properties.annotations.type},message:"must be object,null",schema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.annotations,data:data30}];
return false;
}
if(errors === _errs61){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key1 in data30){
let data31 = data30[key1];
const _errs64 = errors;
if(typeof data31 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/object/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.additionalProperties,data:data31}];
return false;
}
var valid12 = _errs64 === errors;
if(!valid12){
break;
}
}
}
}
var valid10 = _errs61 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/metadata",schemaPath:"#/properties/request/properties/object/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.object.properties.metadata.type,parentSchema:schema11.properties.request.properties.object.properties.metadata,data:data24}];
return false;
}
}
var valid9 = _errs48 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
}
var valid4 = _errs42 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.oldObject !== undefined){
let data32 = data0.oldObject;
const _errs66 = errors;
if((!(data32 && typeof data32 == "object" && !Array.isArray(data32))) && (data32 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject",schemaPath:"#/properties/request/properties/oldObject/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.type,parentSchema:schema11.properties.request.properties.oldObject,data:data32}];
return false;
}
if(errors === _errs66){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
let missing7;
if(((data32.apiVersion === undefined) && (missing7 = "apiVersion")) || ((data32.kind === undefined) && (missing7 = "kind"))){
validate10.errors = [{instancePath:instancePath+"/request/oldObject",schemaPath:"#/properties/request/properties/oldObject/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'",schema:schema11.properties.request.properties.oldObject.required,parentSchema:schema11.properties.request.properties.oldObject,data:data32}];
return false;
}
else {
if(data32.apiVersion !== undefined){
let data33 = data32.apiVersion;
const _errs68 = errors;
if(errors === _errs68){
if(typeof data33 === "string"){
if(func2(data33) < 1){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/apiVersion",schemaPath:"#/properties/request/properties/oldObject/properties/apiVersion/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.oldObject.properties.apiVersion,data:data33}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/apiVersion",schemaPath:"#/properties/request/properties/oldObject/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.apiVersion.type,parentSchema:schema11.properties.request.properties.oldObject.properties.apiVersion,data:data33}];
return false;
}
}
var valid13 = _errs68 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data32.kind !== undefined){
let data34 = data32.kind;
const _errs70 = errors;
if(errors === _errs70){
if(typeof data34 === "string"){
if(func2(data34) < 1){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/kind",schemaPath:"#/properties/request/properties/oldObject/properties/kind/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.oldObject.properties.kind,data:data34}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/kind",schemaPath:"#/properties/request/properties/oldObject/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.kind.type,parentSchema:schema11.properties.request.properties.oldObject.properties.kind,data:data34}];
return false;
}
}
var valid13 = _errs70 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data32.metadata !== undefined){
let data35 = data32.metadata;
const _errs72 = errors;
if(errors === _errs72){
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.name !== undefined){
let data36 = data35.name;
const _errs74 = errors;
if(typeof data36 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/name",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.name.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.name,data:data36}];
return false;
}
var valid14 = _errs74 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data35.namespace !== undefined){
let data37 = data35.namespace;
const _errs76 = errors;
if(typeof data37 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/namespace",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.namespace,data:data37}];
return false;
}
var valid14 = _errs76 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data35.generateName !== undefined){
let data38 = data35.generateName;
const _errs78 = errors;
if(typeof data38 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/generateName",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/generateName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.generateName.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.generateName,data:data38}];
return false;
}
var valid14 = _errs78 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data35.labels !== undefined){
let data39 = data35.labels;
const _errs80 = errors;
if((!(data39 && typeof data39 == "object" && !Array.isArray(data39))) && (data39 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/labels",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels,data:data39}];
return false;
}
if(errors === _errs80){
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key2 in data39){
let data40 = data39[key2];
const _errs83 = errors;
if(typeof data40 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.additionalProperties,data:data40}];
return false;
}
var valid15 = _errs83 === errors;
if(!valid15){
break;
}
}
}
}
var valid14 = _errs80 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data35.annotations !== undefined){
let data41 = data35.annotations;
const _errs85 = errors;
if((!(data41 && typeof data41 == "object" && !Array.isArray(data41))) && (data41 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/annotations",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations,data:data41}];
return false;
}
if(errors === _errs85){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key3 in data41){
let data42 = data41[key3];
const _errs88 = errors;
if(typeof data42 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.additionalProperties,data:data42}];
return false;
}
var valid16 = _errs88 === errors;
if(!valid16){
break;
}
}
}
}
var valid14 = _errs85 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.oldObject.properties.metadata.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata,data:data35}];
return false;
}
}
var valid13 = _errs72 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
}
var valid4 = _errs66 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data0.dryRun !== undefined){
let data43 = data0.dryRun;
const _errs90 = errors;
if((typeof data43 !== "boolean") && (data43 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/dryRun",schemaPath:"#/properties/request/properties/dryRun/type",keyword:"type",params:{type: schema11.properties.request.properties.dryRun.type},message:"must be boolean,null",schema:schema11.properties.request.properties.dryRun.type,parentSchema:schema11.properties.request.properties.dryRun,data:data43}];
return false;
}
var valid4 = _errs90 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.type,parentSchema:schema11.properties.request,data:data0}];
return false;
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}
